package shop.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with what the DAO answers, and how often its bodies ran. */
public class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProductDao dao = new ProductDao();
        dao.find(1);
        Object own = dao.find(1);
        dao.inherited(2);
        Object inherited = dao.inherited(2);
        response.getWriter().println(own + ", " + inherited + ", bodies " + dao.bodies);
    }
}
