package sluice.cli;

public final class Sluice {
    private Sluice() {}

    public static void main(String[] args) {}
}
