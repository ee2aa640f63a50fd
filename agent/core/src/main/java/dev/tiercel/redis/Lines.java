package dev.tiercel.redis;

import dev.tiercel.l2.NodeGuard;

/** What a user reads of servers. */
final class Lines {
    private Lines() {}

    /** Of a server that is all of L2. */
    record OfAll(String address) implements NodeGuard.Lines {
        @Override
        public String node() {
            return address;
        }

        @Override
        public String unavailable(String reason) {
            return "Redis unavailable (" + reason + ") – answering from L1 and the database";
        }

        @Override
        public String ready() {
            return "Redis ready (" + address + ")";
        }
    }

    /** Of one of several servers. */
    record OfNode(String name, String meanwhile) implements NodeGuard.Lines {
        @Override
        public String node() {
            return name;
        }

        @Override
        public String unavailable(String reason) {
            return "Redis node " + name + " unavailable (" + reason + ") – " + meanwhile;
        }

        @Override
        public String ready() {
            return "Redis ready (node " + name + ")";
        }
    }
}
