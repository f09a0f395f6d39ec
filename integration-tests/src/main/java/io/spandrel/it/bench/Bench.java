package io.spandrel.it.bench;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Answers the questions named by its arguments, or all, and prints a table for each. An {@link Effort}
 * gives rough figures soon; a {@link Selection} narrows the tables down.
 */
public final class Bench {

    private static final PrintStream OUT = System.out;

    private Bench() {}

    public static void main(String[] arguments) {
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        Selection selection = Selection.from(names);
        Effort effort = Effort.from(names);
        List<Question> questions = names.isEmpty()
                ? List.of(Question.values())
                : names.stream()
                        .map(name -> Question.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        OUT.printf(
                "Java %s, %d processors, %s, %s; medians of %d rounds, %d starts%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                LocalDate.now(),
                effort.rounds(),
                effort.startUps());
        for (Question question : questions) {
            question.answer(effort, selection, text -> System.err.println(question.word() + ": " + text), OUT);
        }
    }
}
