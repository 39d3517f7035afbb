package sluice.task;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.resource.ResourceAccessor;

/**
 * Liquibase's {@code customChange}, which also notices parameters that a planned change does not know. Liquibase itself
 * drops those written inline without a word. Changes that are not ours are treated as ever.
 */
@DatabaseChange(
        name = "customChange",
        description = "A change of one's own; parameters of planned changes are checked by name",
        priority = ChangeMetaData.PRIORITY_DEFAULT + 50)
public final class CheckedCustomChange extends CustomChangeWrapper {

    private static final Set<String> LIQUIBASES_OWN = Set.of("class", "params", "param");

    private final Set<String> given = new TreeSet<>();

    @Override
    public void customLoadLogic(ParsedNode node, ResourceAccessor resources) throws ParsedNodeException {
        super.customLoadLogic(node, resources);
        given.addAll(getParams());
        node.getChildren().stream()
                .map(ParsedNode::getName)
                .filter(name -> !LIQUIBASES_OWN.contains(name))
                .forEach(given::add);
    }

    @Override
    public ValidationErrors validate(Database database) {
        if (getCustomChange() instanceof PlannedChange change) {
            Set<String> known = known(change.getClass());
            List<String> unknown =
                    given.stream().filter(name -> !known.contains(name)).toList();
            if (!unknown.isEmpty()) {
                ValidationErrors errors = new ValidationErrors();
                String name = change.getClass().getSimpleName();
                unknown.forEach(word -> errors.addError(
                        "parameter " + word + " of " + name + " is unknown; it may have " + String.join(", ", known)));
                return errors;
            }
        }
        return super.validate(database);
    }

    private static Set<String> known(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> method.getName())
                .filter(name -> name.startsWith("set") && isRead(type, "get" + name.substring(3)))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .forEach(names::add);
        return names;
    }

    private static boolean isRead(Class<?> type, String getter) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(getter) && method.getParameterCount() == 0);
    }
}
