package hosts.boot;

import hosts.Catalog;
import org.springframework.stereotype.Service;

@Service
public class Products extends Catalog {}
