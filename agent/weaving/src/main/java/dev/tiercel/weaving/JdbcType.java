package dev.tiercel.weaving;

import dev.tiercel.transaction.JdbcCall;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The types of JDBC whose calls tell something of transactions. */
enum JdbcType {
    CONNECTION,
    STATEMENT,
    XA_RESOURCE;

    /** Of the methods that may tell something. */
    private static final Set<String> NAMES = Set.of(
            "setAutoCommit",
            "getAutoCommit",
            "commit",
            "rollback",
            "close",
            "abort",
            "prepareStatement",
            "prepareCall",
            "executeQuery",
            "execute",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "executeLargeBatch",
            "start",
            "end");

    /** Null: the type is none of them. */
    static @Nullable JdbcType of(String internalName) {
        return switch (internalName) {
            case "java/sql/Connection" -> CONNECTION;
            case "java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement" -> STATEMENT;
            case "javax/transaction/xa/XAResource" -> XA_RESOURCE;
            default -> null;
        };
    }

    /**
     * What a call of the method tells, where its class is of this type; null: nothing.
     *
     * @param access the method's flags
     */
    @Nullable
    JdbcCall call(int access, String name, String descriptor) {
        if ((access & Opcodes.ACC_PUBLIC) == 0
                || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0
                || !NAMES.contains(name)) {
            return null;
        }
        Type[] parameters = Type.getArgumentTypes(descriptor);
        String first = parameters.length == 0 ? "" : parameters[0].getClassName();
        boolean text = first.equals("java.lang.String");
        return switch (this) {
            case CONNECTION -> ofConnection(name, parameters.length, first, text);
            case STATEMENT -> ofStatement(name, first.isEmpty() || text);
            case XA_RESOURCE -> ofXaResource(name, first);
        };
    }

    private static @Nullable JdbcCall ofConnection(String name, int parameters, String first, boolean text) {
        return switch (name) {
            case "setAutoCommit" -> parameters == 1 && first.equals("boolean") ? JdbcCall.SET_AUTO_COMMIT : null;
            case "getAutoCommit" -> parameters == 0 ? JdbcCall.GET_AUTO_COMMIT : null;
            case "commit" -> // Oracle's has one with options.
                parameters == 0 || first.equals("java.util.EnumSet") ? JdbcCall.COMMIT : null;
            case "rollback" -> parameters == 0 ? JdbcCall.ROLLBACK : null;
            case "close" -> parameters == 0 ? JdbcCall.CLOSE : null;
            case "abort" -> parameters == 1 && first.equals("java.util.concurrent.Executor") ? JdbcCall.CLOSE : null;
            case "prepareStatement", "prepareCall" -> text ? JdbcCall.PREPARE : null;
            default -> null;
        };
    }

    private static @Nullable JdbcCall ofStatement(String name, boolean fits) {
        if (!fits) {
            return null;
        }
        return switch (name) {
            case "executeQuery" -> JdbcCall.QUERY;
            case "execute" -> JdbcCall.EXECUTE;
            case "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch" -> JdbcCall.UPDATE;
            default -> null;
        };
    }

    private static @Nullable JdbcCall ofXaResource(String name, String first) {
        boolean named = first.equals("javax.transaction.xa.Xid");
        return switch (name) {
            case "start" -> named ? JdbcCall.XA_START : null;
            case "end" -> named ? JdbcCall.XA_END : null;
            default -> null;
        };
    }
}
