/** Users, found by name or telephone number: a search whose "nobody" is an answer and is cached too. */
@NullMarked
package dev.tiercel.sample.users;

import org.jspecify.annotations.NullMarked;
