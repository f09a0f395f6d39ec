package io.spandrel.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The OpenAPI document as tests read it: its operations, and whether a value is what a schema says. */
public final class OpenApiDocument {

    /** One operation; {@code role} is empty where everybody may. */
    public record Operation(String method, String path, String role, JsonNode description) {

        /** The query it cannot do without, with the document's examples. */
        String query() {
            List<String> query = new ArrayList<>();
            description.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")
                        && parameter.path("required").asBoolean()) {
                    query.add(parameter.path("name").asText() + "="
                            + parameter.path("example").asText("pages"));
                }
            });
            return query.isEmpty() ? "" : "?" + String.join("&", query);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode root;

    public OpenApiDocument() {
        try (InputStream in = getClass().getResourceAsStream("/io/spandrel/console/openapi.json")) {
            root = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(),
                                path.getKey(),
                                method.getValue().path("x-role").asText(""),
                                method.getValue()))));
        return operations;
    }

    public JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }

    /** What is wrong with a value, each with its place; empty if it is as the schema says. */
    public List<String> check(JsonNode value, JsonNode schema) {
        List<String> wrong = new ArrayList<>();
        check("", value, resolve(schema), wrong);
        return wrong;
    }

    private void check(String at, JsonNode value, JsonNode schema, List<String> wrong) {
        if (schema.has("oneOf")) {
            for (JsonNode choice : schema.path("oneOf")) {
                if (check(value, choice).isEmpty()) {
                    return;
                }
            }
            wrong.add(at + " is none of " + schema.path("oneOf"));
            return;
        }
        if (!isOfType(value, schema.path("type"))) {
            wrong.add(at + " is " + value + " instead of " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && !schema.path("enum").toString().contains(value.toString())) {
            wrong.add(at + " is " + value + ", not one of " + schema.path("enum"));
        }
        if (value.isArray()) {
            value.forEach(item -> check(at + "[]", item, resolve(schema.path("items")), wrong));
        }
        if (value.isObject()) {
            checkObject(at, value, schema, wrong);
        }
    }

    private void checkObject(String at, JsonNode value, JsonNode schema, List<String> wrong) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                wrong.add(at + "." + name.asText() + " is missing");
            }
        });
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode known = schema.path("properties").path(field.getKey());
            JsonNode described = known.isMissingNode() ? schema.path("additionalProperties") : known;
            if (schema.has("properties") && described.isMissingNode()) {
                wrong.add(at + "." + field.getKey() + " is not described");
            } else if (!described.isMissingNode()) {
                check(at + "." + field.getKey(), field.getValue(), resolve(described), wrong);
            }
        }
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isOfType(value, one)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("unknown type " + type);
        };
    }
}
