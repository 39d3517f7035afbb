package sluice.task.run;

import liquibase.AbstractExtensibleObject;
import liquibase.ui.InputHandler;
import liquibase.ui.UIService;

/** Liquibase talks to people through us, never by itself. */
final class Silence extends AbstractExtensibleObject implements UIService {

    @Override
    public int getPriority() {
        return PRIORITY_SPECIALIZED;
    }

    @Override
    public void sendMessage(String message) {}

    @Override
    public void sendErrorMessage(String message) {}

    @Override
    public void sendErrorMessage(String message, Throwable exception) {}

    @Override
    public <T> T prompt(String prompt, T value, InputHandler<T> handler, Class<T> type) {
        return value;
    }

    @Override
    public void setAllowPrompt(boolean allow) {}

    @Override
    public boolean getAllowPrompt() {
        return false;
    }
}
