package sluice.environment.problem;

/** Says everything that is wrong with the options, variables or files of a command, at once; a command ends with status 2 on it. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A message for people: what, where, what next. Never a secret. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** As above; {@code cause} must not hold a secret either. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
