package io.spandrel.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules across the attributes of a cache's elements, and between them and the cache. */
final class CacheRules {

    private final CacheElements elements;
    private final CacheFacts cache;
    private final List<Finding> findings = new ArrayList<>();

    CacheRules(CacheElements elements) {
        this.elements = elements;
        this.cache = elements.cache();
    }

    List<Finding> findings() {
        bounds();
        evictionInCache();
        versionedNeedConsistency();
        versionedInCache();
        graceOutlastsHints();
        graceOutlastsRepair();
        return findings;
    }

    private void bounds() {
        EvictionConfiguration eviction = elements.eviction();
        if (eviction != null) {
            if (eviction.maxCount().isPresent() && eviction.maxSize().isPresent()) {
                excluding("eviction");
            } else if (eviction.maxCount().isEmpty() && eviction.maxSize().isEmpty()) {
                find(
                        "eviction",
                        "max-count",
                        "is required unless max-size is given",
                        "set max-count to a number of entries, or max-size to a size such as 64MB");
            }
            if (eviction.maxSize().isPresent() && !cache.serialized()) {
                find(
                        "eviction",
                        "max-size",
                        "needs entries stored as bytes: the size of a plain object is not known",
                        "set <encoding media-type=\"application/x-protostream\"/>, or bound by max-count");
            }
        }
        NearCacheConfiguration near = elements.nearCache();
        if (near != null && near.maxCount().isPresent() && near.maxSize().isPresent()) {
            excluding("near-cache");
        }
    }

    private void excluding(String element) {
        find(element, "max-size", "cannot stand beside max-count", "keep one of max-count and max-size");
    }

    private void evictionInCache() {
        EvictionConfiguration eviction = elements.eviction();
        if (eviction == null) {
            return;
        }
        if (eviction.coordinated()
                && !cache.mode().isDistributed()
                && !cache.mode().isReplicated()) {
            find(
                    "eviction",
                    "coordinated",
                    "needs a distributed or replicated cache: here no entry has a second owner",
                    "remove coordinated, or make it a distributed-cache or replicated-cache");
        }
        refuse("eviction", cache.simple(), "a simple cache", "remove simple-cache=\"true\"");
        refuse("eviction", cache.offHeap(), "off-heap storage", "set <memory storage=\"HEAP\"/>");
        refuse("eviction", cache.exceptionBased(), "exception-based eviction", "remove when-full=\"EXCEPTION\"");
        refuse("eviction", cache.l1(), "an L1 cache", "remove l1-lifespan, or use <grid:near-cache> in its place");
    }

    private void versionedNeedConsistency() {
        if (elements.consistency() == null) {
            versioned().forEach((element, configuration) -> {
                if (configuration != null) {
                    find(element, null, "needs <grid:consistency>", "add <grid:consistency/> to the cache");
                }
            });
        }
    }

    private void versionedInCache() {
        /* Under consistency the others come along: one report is enough. */
        String element = elements.consistency() != null
                ? "consistency"
                : versioned().entrySet().stream()
                        .filter(e -> e.getValue() != null)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null);
        if (element == null) {
            return;
        }
        refuse(element, cache.transactional(), "a transactional cache", "set <transaction mode=\"NONE\"/>");
        refuse(
                element,
                cache.mode().isInvalidation() || !cache.mode().isClustered(),
                cache.mode().isInvalidation() ? "an invalidation cache" : "a local cache",
                "use a distributed or replicated cache");
        refuse(
                element,
                cache.mode().isClustered() && !cache.mode().isSynchronous(),
                "an asynchronous cache",
                "set mode=\"SYNC\"");
        refuse(element, cache.simple(), "a simple cache", "remove simple-cache=\"true\"");
        refuse(element, cache.crossSite(), "a cache backed up to other sites", "remove <backups>");
        refuse(
                element,
                cache.mergesItself(),
                "a merge-policy: it cannot see versions and deletes, so it would undo them",
                "remove merge-policy from <partition-handling>: the newest version of a key stays");
    }

    private void graceOutlastsHints() {
        TombstonesConfiguration tombstones = elements.tombstones();
        HintedHandoffConfiguration handoff = elements.hintedHandoff();
        if (tombstones != null && handoff != null && handoff.window().compareTo(tombstones.grace()) >= 0) {
            String grace = Durations.format(tombstones.grace());
            find(
                    "hinted-handoff",
                    "window",
                    "must be shorter than tombstones grace, which is " + grace + ": an older hint could undo a delete",
                    "set window below " + grace + ", or raise grace");
        }
    }

    private void graceOutlastsRepair() {
        TombstonesConfiguration tombstones = elements.tombstones();
        AntiEntropyConfiguration antiEntropy = elements.antiEntropy();
        if (tombstones == null || antiEntropy == null) {
            return;
        }
        Duration half = tombstones.grace().dividedBy(2);
        if (antiEntropy.interval().compareTo(half) >= 0) {
            find(
                    "anti-entropy",
                    "interval",
                    "must be shorter than half of tombstones grace, which is " + Durations.format(tombstones.grace())
                            + ": a delete must be compared before it may be forgotten",
                    "set interval below half of grace, or raise grace");
        }
    }

    private Map<String, @Nullable Record> versioned() {
        Map<String, @Nullable Record> versioned = new LinkedHashMap<>();
        versioned.put("tombstones", elements.tombstones());
        versioned.put("hinted-handoff", elements.hintedHandoff());
        versioned.put("anti-entropy", elements.antiEntropy());
        return versioned;
    }

    private void refuse(String element, boolean broken, String what, String fix) {
        if (broken) {
            find(element, null, "is not possible with " + what, fix + ", or remove <grid:" + element + ">");
        }
    }

    private void find(String element, @Nullable String attribute, String rule, String fix) {
        findings.add(new Finding(element, attribute, rule, fix));
    }
}
