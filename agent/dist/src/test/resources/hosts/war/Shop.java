package hosts.war;

import hosts.Catalog;
import hosts.Talk;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebServlet("/ask")
public class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Talk talk = new Talk(new Catalog());

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(talk.answer(request.getParameter("line")));
    }
}
