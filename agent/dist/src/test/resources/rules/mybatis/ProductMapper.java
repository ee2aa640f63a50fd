package shop;

import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** What MyBatis makes a JDK proxy of. */
public interface ProductMapper {
    @Select("select name from product where id = #{id}")
    String find(long id);

    @Update("update product set name = #{name} where id = #{id}")
    int rename(@Param("name") String name, @Param("id") long id);
}
