package blog.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final PageRequest THREE = new PageRequest(3, null);

    @Test
    void theExtraRowSaysThatThereIsMore() {
        var slice = slice(List.of(1L, 2L, 3L, 4L));
        assertThat(slice.items()).containsExactly("1", "2", "3");
        assertThat(slice.next()).isEqualTo(new KeysetKey(30, 3));
    }

    @Test
    void theLastPageHasNoNextThoughItIsFull() {
        assertThat(slice(List.of(1L, 2L, 3L)).next()).isNull();
        assertThat(slice(List.of(1L)).items()).containsExactly("1");
        assertThat(slice(List.of()).next()).isNull();
        assertThat(THREE.limitAndOne()).isEqualTo(4);
    }

    private static Slice<String> slice(List<Long> rows) {
        return Slice.of(THREE, rows, String::valueOf, row -> new KeysetKey(row * 10, row));
    }
}
