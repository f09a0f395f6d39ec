package io.spandrel.it.infinispan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How a run of Infinispan's own tests ended.
 *
 * @param passed methods that passed, as {@code class#method}
 * @param failed methods that failed or were skipped, as a method is whose set-up failed, with the reason
 * @param output what the process said
 */
record OwnTestResult(Set<String> passed, Map<String, String> failed, List<String> output) {

    /** Reads the reports in {@code directory}, one for each class. */
    static OwnTestResult read(Path directory, List<String> output) throws IOException {
        OwnTestResult result = new OwnTestResult(new TreeSet<>(), new TreeMap<>(), output);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "TEST-*.xml")) {
                for (Path report : reports) {
                    result.add(parse(report));
                }
            }
        }
        result.passed.removeAll(result.failed.keySet());
        return result;
    }

    private void add(Document report) {
        NodeList cases = report.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element method = (Element) cases.item(i);
            String name = method.getAttribute("classname") + "#" + method.getAttribute("name");
            String problem = problem(method);
            if (problem.isEmpty()) {
                passed.add(name);
            } else {
                failed.putIfAbsent(name, problem);
            }
        }
    }

    private static String problem(Element method) {
        for (String kind : List.of("failure", "error", "skipped")) {
            NodeList problems = method.getElementsByTagName(kind);
            if (problems.getLength() > 0) {
                return kind
                        + problems.item(0)
                                .getTextContent()
                                .lines()
                                .limit(12)
                                .reduce("", (text, line) -> text + "\n  " + line.strip());
            }
        }
        return "";
    }

    private static Document parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + file, e);
        }
    }
}
