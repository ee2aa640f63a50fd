package dev.tiercel.weaving;

import dev.tiercel.key.KeyJudge;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;

/** Judges a key parameter by its declared type, before any value is seen. */
final class KeyTypes {
    private KeyTypes() {}

    /**
     * @param position where the parameter is among the arguments handed over
     * @param path as in {@code @CacheKey}; empty: the parameter itself
     */
    static KeyPart part(ParameterDescription parameter, int position, String path) throws UnfitMethodException {
        if (!path.isEmpty()) {
            checkPath(parameter, parameter.getType().asErasure(), path);
            return new KeyPart(Kind.DYNAMIC, position, path);
        }
        Kind kind = KeyJudge.judge(new DeclaredShape(parameter.getType()));
        if (kind == null) {
            throw new UnfitMethodException("its key parameter " + (parameter.getIndex() + 1) + " is a "
                    + spelled(parameter.getType())
                    + ", which has no value equality; mark the parameters that form the key by @CacheKey, or name a part of"
                    + " this one by @CacheKey(\"...\")");
        }
        return KeyPart.of(kind, position);
    }

    /** With its type arguments, which may be what is unfit; without packages they would be two the same. */
    private static String spelled(TypeDescription type) {
        return type.isParameterized() ? type.toString() : type.asErasure().getActualName();
    }

    /** The first step of a path is looked for where the declared type can have it; the rest is seen at the first call. */
    private static void checkPath(ParameterDescription parameter, TypeDescription type, String path)
            throws UnfitMethodException {
        String step = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        if (step.isEmpty() || path.endsWith(".") || path.contains("..")) {
            throw new UnfitMethodException("@CacheKey(\"" + path + "\") is no path; write names separated by dots");
        }
        if (!type.represents(Object.class) && !type.isInterface() && !Paths.has(type, step)) {
            throw new UnfitMethodException("@CacheKey(\"" + path + "\") on parameter " + (parameter.getIndex() + 1)
                    + ": " + type.getActualName() + " has no component, getter or field named " + step);
        }
    }
}
