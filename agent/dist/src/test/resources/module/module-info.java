module shop {
    requires dev.tiercel;
}
