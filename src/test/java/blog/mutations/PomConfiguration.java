package blog.mutations;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The generator's configuration in pom.xml. */
final class PomConfiguration {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    private final Document document;

    private PomConfiguration(Document document) {
        this.document = document;
    }

    static PomConfiguration read() {
        try {
            // Without namespaces, as the generator's configuration has one of its own.
            return new PomConfiguration(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("pom.xml").toFile()));
        } catch (Exception fault) {
            throw new IllegalStateException("pom.xml cannot be read: " + fault.getMessage(), fault);
        }
    }

    /**
     * Returns the configuration of this execution of the generator, with properties resolved: these first, then
     * pom.xml's.
     */
    String configurationOf(String execution, Map<String, String> properties) throws Exception {
        var known = properties();
        known.putAll(properties);
        var found = (Element) PATHS.evaluate(
                "//plugin/executions/execution[id='" + execution + "']/configuration", document, XPathConstants.NODE);
        if (found == null) throw new IllegalStateException("pom.xml has no execution " + execution + " any more");
        var configuration = (Element) found.cloneNode(true);
        // Whether to run at all is the plugin's own question.
        configuration.removeChild((Node) PATHS.evaluate("skip", configuration, XPathConstants.NODE));
        return filledIn(text(configuration), known);
    }

    private Map<String, String> properties() throws XPathExpressionException {
        var found = (NodeList) PATHS.evaluate("/project/properties/*", document, XPathConstants.NODESET);
        var properties = new HashMap<String, String>();
        for (int i = 0; i < found.getLength(); i++) {
            properties.put(found.item(i).getNodeName(), found.item(i).getTextContent());
        }
        return properties;
    }

    private static String text(Element element) throws Exception {
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var text = new StringWriter();
        transformer.transform(new DOMSource(element), new StreamResult(text));
        return text.toString();
    }

    private static String filledIn(String text, Map<String, String> properties) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            var value = properties.get(reference.group(1));
            if (value == null) throw new IllegalStateException("pom.xml gives no value to " + reference.group());
            return Matcher.quoteReplacement(value.replace("&", "&amp;"));
        });
    }
}
