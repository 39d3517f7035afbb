package sluice.environment;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Leaves out the cleaning up after a test that was skipped for want of a container: what it would close was never made. */
public final class WithoutEngine implements InvocationInterceptor {

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    private static void proceed(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        boolean skipped = context.getExecutionException()
                .filter(TestAbortedException.class::isInstance)
                .map(aborted -> String.valueOf(aborted.getMessage()).contains(ContainerTestServer.NO_ENGINE))
                .orElse(false);
        if (skipped) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }
}
