package hosts;

public record Row(int id, String name) {}
