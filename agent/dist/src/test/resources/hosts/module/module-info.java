module hosts {
    requires dev.tiercel;

    opens hosts;
}
