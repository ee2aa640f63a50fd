import dev.tiercel.Cached
import dev.tiercel.CacheInvalidate
import groovy.transform.CompileStatic

class Gadget {
    static int bodies = 0

    @Cached
    String dynamic(int id) { bodies++; "dynamic ${id}".toString() }

    @Cached
    def untyped(id) { bodies++; [id, 'untyped'].toString() }

    @Cached
    List<String> closures(List<Integer> ids) { bodies++; ids.collect { "c$it".toString() } }

    @Cached
    String withDefault(int id, String suffix = 'x') { bodies++; id + suffix }

    @Cached @CompileStatic
    static long compiledStatically(long id) { bodies++; id * 2 }

    @Cached
    String failing(int id) { bodies++; throw new IllegalStateException("groovy $id") }

    @CacheInvalidate(cache = 'Gadget.dynamic')
    void change(int id) { bodies++ }

    static void main(String[] args) {
        def gadget = new Gadget()
        [{ gadget.dynamic(1) }, { gadget.untyped(2) }, { gadget.closures([1, 2]) }, { gadget.withDefault(3) },
         { compiledStatically(4) }, { gadget.failing(5) }, { gadget.change(1) }, { gadget.dynamic(1) },
         { gadget.metaClass.invokeMethod(gadget, 'dynamic', 6) }].eachWithIndex { call, i ->
            2.times {
                def said
                try { said = call() } catch (Throwable thrown) { said = thrown.toString() }
                println "= $i $said"
            }
        }
        println "bodies $bodies"
    }
}
