package io.spandrel.configuration.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.entries.ImmortalCacheEntry;
import org.infinispan.container.versioning.NumericVersion;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.junit.jupiter.api.Test;

final class NewestVersionTest {

    private static final CacheEntry<Object, Object> NONE = entry("unversioned", null);
    private static final CacheEntry<Object, Object> OLD = entry("old", 1L);
    private static final CacheEntry<Object, Object> NEW = entry("new", 2L);

    @Test
    void merge_takesTheNewestVersion_whichSideEverIsPreferred() {
        assertThat(NewestVersion.POLICY.merge(OLD, List.of(NONE, NEW))).isSameAs(NEW);
        assertThat(NewestVersion.POLICY.merge(NEW, List.of(OLD))).isSameAs(NEW);
        assertThat(NewestVersion.POLICY.merge(null, List.of(NONE, OLD))).isSameAs(OLD);
        assertThat(NewestVersion.POLICY.merge(NONE, List.of())).isSameAs(NONE);
        assertThat(NewestVersion.POLICY.merge(null, List.of())).isNull();
    }

    private static CacheEntry<Object, Object> entry(String value, Long version) {
        ImmortalCacheEntry entry = new ImmortalCacheEntry("key", value);
        if (version != null) {
            entry.setInternalMetadata(new PrivateMetadata.Builder()
                    .entryVersion(new NumericVersion(version))
                    .build());
        }
        return entry;
    }
}
