package dev.tiercel.sample.users;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** Finds a user by a part of the name or of the telephone number. */
@Singleton
class UserSearch {
    private final UserRepository users;

    UserSearch(UserRepository users) {
        this.users = users;
    }

    /**
     * @param text as somebody typed it; what means the same is the same key of the cache
     */
    Optional<User> find(String text) {
        return users.findFirst(containing(text.strip().toLowerCase(Locale.ROOT)));
    }

    /** The text is no pattern: a percent sign in it is one in the name. */
    private static String containing(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
