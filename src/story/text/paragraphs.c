/* SPDX-License-Identifier: Apache-2.0 */
/* A given text to its clean paragraphs: lines that were wrapped are joined, a headline is told from the body. */
#include <string.h>

#include "story/internal.h"

/* --- Which line breaks part paragraphs ----------------------------------------------------------------------- */

/* A text is hard-wrapped where nearly every break had to come: the next line's first word would not have fitted. */
enum { WRAP_WIDTH_MIN = 40, WRAP_WIDTH_MAX = 100 };

typedef struct layout {
    const hsy_draft *draft;
    const hsy_vector *lines;
    bool marked;  /* each line is a paragraph, as the input marks them */
    size_t width; /* that the text was wrapped at; 0: it was not */
} layout;

static hsy_str line_text(const layout *of, size_t line) {
    hsy_span span = HSY_AT(*of->lines, hsy_line, line).text;
    if (span.end == span.start) return (hsy_str){.data = "", .size = 0};
    return (hsy_str){.data = of->draft->text.data + span.start, .size = span.end - span.start};
}

static bool is_blank(const layout *of, size_t line) {
    return line_text(of, line).size == 0;
}

static size_t count_points(hsy_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static hsy_str first_word(hsy_str text) {
    const char *space = text.size == 0 ? NULL : memchr(text.data, ' ', text.size);
    if (space != NULL) text.size = (size_t)(space - text.data);
    return text;
}

/* Would the first word of the line behind have been too much for this one? */
static bool is_full(const layout *of, size_t line, size_t width) {
    return count_points(line_text(of, line)) + 1 + count_points(first_word(line_text(of, line + 1))) > width;
}

static bool ends_sentence(hsy_str text) {
    uint32_t last = hsy_story_final_point(text);
    return last == '.' || last == '?' || last == '!' || last == ':' || last == ';' || last == 0x2026 || last == 0;
}

static bool begins_small(hsy_str text) {
    size_t length;
    return text.size > 0 && hsy_point_is_lower(hsy_utf8_decode(text.data, text.size, 0, &length));
}

/* Is the break behind `line` one between two lines of text? */
static bool is_inner(const layout *of, size_t line) {
    return line + 1 < of->lines->count && !is_blank(of, line) && !is_blank(of, line + 1);
}

/* The width that all but a few of the lines keep to; 0 where too many are longer than anybody wraps at. */
static size_t usual_width(const layout *of) {
    size_t widths[WRAP_WIDTH_MAX + 2] = {0}, lines = 0;
    for (size_t i = 0; i < of->lines->count; i++) {
        size_t width = count_points(line_text(of, i));
        if (width == 0) continue;
        widths[width > WRAP_WIDTH_MAX ? WRAP_WIDTH_MAX + 1 : width]++;
        lines++;
    }
    size_t over = 0, width = WRAP_WIDTH_MAX + 1;
    while (width > 0 && (over + widths[width]) * 33 <= lines)
        over += widths[width--];
    return width > WRAP_WIDTH_MAX ? 0 : width;
}

static size_t find_wrap_width(const layout *of) {
    size_t width = usual_width(of);
    if (width < WRAP_WIDTH_MIN) return 0;
    size_t breaks = 0, full = 0, early = 0, inside = 0;
    for (size_t i = 0; i + 1 < of->lines->count; i++) {
        if (!is_inner(of, i)) continue;
        breaks++;
        bool is_forced = is_full(of, i, width), stops = ends_sentence(line_text(of, i));
        full += is_forced;
        early += !is_forced && !stops;
        inside += !stops || begins_small(line_text(of, i + 1));
    }
    /* Of so few breaks nothing can be told but by the words beside them. */
    if (breaks < 2) return 0;
    /* A short line may be the last of a paragraph; one that stops early for no reason, the headline. */
    if (breaks >= 4 && early > 0) early--;
    return full * 2 > breaks && early * 5 <= breaks && inside * 2 >= breaks ? width : 0;
}

/* Does a paragraph end with `line`? The line behind it is not blank. */
static bool ends_paragraph(const layout *of, size_t line) {
    if (of->marked) return true;
    hsy_str text = line_text(of, line), next = line_text(of, line + 1);
    if (hsy_story_begins_turn(next)) return true;
    if (of->width == 0) return ends_sentence(text) || !begins_small(next);
    bool indent = HSY_AT(*of->lines, hsy_line, line + 1).indented && !HSY_AT(*of->lines, hsy_line, line).indented;
    if (indent && ends_sentence(text)) return true;
    return !is_full(of, line, of->width) && !begins_small(next);
}

/* --- Writing paragraphs ------------------------------------------------------------------------------------------ */

typedef struct writer {
    hsy_story *story;
    hsy_draft out;
    hsy_vector paragraphs; /* of hsy_paragraph */
    hsy_str title;         /* clean */
} writer;

static void write_paragraph(writer *w, const hsy_draft *from, hsy_span span, hsy_paragraph_kind kind) {
    if (w->out.text.size > 0) hsy_story_add_put_in(&w->out, "\n\n");
    hsy_paragraph paragraph = {.text = {w->out.text.size, 0}, .kind = kind};
    hsy_story_add_slice(&w->out, from, span);
    paragraph.text.end = w->out.text.size;
    hsy_vector_push(&w->paragraphs, &paragraph);
}

/* Lines [first, end) joined by spaces. A word that was parted at a hyphen keeps it. */
static void join_lines(const layout *of, size_t first, size_t end, hsy_draft *joined) {
    for (size_t i = first; i < end; i++) {
        if (i > first) {
            hsy_str before = line_text(of, i - 1);
            bool hyphen = before.size > 1 && before.data[before.size - 1] == '-' &&
                          before.data[before.size - 2] != ' ' && begins_small(line_text(of, i));
            if (!hyphen) hsy_story_add_put_in(joined, " ");
        }
        hsy_story_add_slice(joined, of->draft, HSY_AT(*of->lines, hsy_line, i).text);
    }
}

/* The first paragraph, of which a headline may have to be cut off. */
static void write_first(writer *w, const hsy_draft *joined) {
    hsy_str text = {.data = joined->text.data, .size = joined->text.size};
    size_t end = joined->text.failed || w->story->page ? 0 : hsy_story_find_headline_end(text, w->title);
    if (end > 0) {
        write_paragraph(w, joined, (hsy_span){0, end}, HSY_PARAGRAPH_HEADLINE);
        while (end < text.size && text.data[end] == ' ')
            end++;
    }
    write_paragraph(w, joined, (hsy_span){end, text.size}, HSY_PARAGRAPH_BODY);
}

static bool write_joined(writer *w, const layout *of, size_t first, size_t end) {
    hsy_draft joined;
    hsy_story_init_draft(&joined, &w->out.text.allocator);
    join_lines(of, first, end, &joined);
    bool done = !hsy_story_draft_failed(&joined);
    if (done && w->paragraphs.count == 0)
        write_first(w, &joined);
    else if (done)
        write_paragraph(w, &joined, (hsy_span){0, joined.text.size}, HSY_PARAGRAPH_BODY);
    hsy_story_free_draft(&joined);
    return done && !hsy_story_draft_failed(&w->out) && !w->paragraphs.failed;
}

static bool write_all(writer *w, const layout *of) {
    size_t first = 0;
    for (size_t i = 0; i < of->lines->count; i++) {
        if (is_blank(of, i)) {
            first = i + 1;
            continue;
        }
        if (is_inner(of, i) && !ends_paragraph(of, i)) continue;
        if (!write_joined(w, of, first, i + 1)) return false;
        first = i + 1;
    }
    return true;
}

/* --- What kind of paragraph each is --------------------------------------------------------------------------------
 */

static hsy_str paragraph_text(const hsy_story *story, size_t i) {
    hsy_span span = story->paragraphs[i].text;
    return (hsy_str){.data = story->text.data + span.start, .size = span.end - span.start};
}

/* The title may stand behind a kicker or a byline. */
enum { HEADLINE_WITHIN = 3 };

static void mark_headline(hsy_story *story, hsy_str title) {
    if (story->paragraphs[0].kind == HSY_PARAGRAPH_HEADLINE) return;
    const size_t within = story->paragraph_count < HEADLINE_WITHIN ? story->paragraph_count : HEADLINE_WITHIN;
    const bool more = story->paragraph_count > 1;
    for (size_t i = 0; i < within && title.size > 0; i++)
        if (hsy_story_is_headline(paragraph_text(story, i), title, false)) {
            story->paragraphs[i].kind = HSY_PARAGRAPH_HEADLINE;
            return;
        }
    for (size_t i = 0; i < within; i++) {
        hsy_str text = paragraph_text(story, i);
        if (hsy_story_find_promo(text) == HSY_PROMO_SURE) continue;
        if (!hsy_story_begins_turn(text) && hsy_story_is_headline(text, (hsy_str){.data = NULL}, more))
            story->paragraphs[i].kind = HSY_PARAGRAPH_HEADLINE;
        return;
    }
}

/* Each paragraph has the kind of the block that it begins in. */
static void mark_blocks(hsy_story *story) {
    size_t block = 0;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        hsy_span given = hsy_story_to_given(story, story->paragraphs[i].text);
        while (block < story->block_count && story->blocks[block].given.end <= given.start)
            block++;
        if (block < story->block_count) story->paragraphs[i].kind = story->blocks[block].kind;
    }
}

static void mark_promos(hsy_story *story) {
    for (size_t i = 0; i < story->paragraph_count; i++) {
        hsy_paragraph *paragraph = &story->paragraphs[i];
        if (paragraph->kind != HSY_PARAGRAPH_BODY) continue;
        hsy_promo promo = hsy_story_find_promo(paragraph_text(story, i));
        if (promo == HSY_PROMO_SURE || (promo == HSY_PROMO_DOUBTFUL && i > 0)) paragraph->kind = HSY_PARAGRAPH_PROMO;
    }
}

/* --- The whole
 * --------------------------------------------------------------------------------------------------------- */

static bool keep(writer *w) {
    hsy_story *story = w->story;
    hsy_str text = {.data = w->out.text.size == 0 ? "" : w->out.text.data, .size = w->out.text.size};
    story->paragraphs = hsy_vector_to_arena(&w->paragraphs, &story->arena);
    story->paragraph_count = w->paragraphs.count;
    story->map = hsy_vector_to_arena(&w->out.map, &story->arena);
    story->map_count = w->out.map.count;
    return story->paragraphs != NULL && story->map != NULL && hsy_arena_copy(&story->arena, text, &story->text);
}

/* The title with the same marks taken out as the text, on one line. */
static bool clean_title(hsy_str title, hsy_buffer *clean) {
    if (title.data == NULL) return true;
    hsy_draft draft;
    hsy_vector lines;
    hsy_story_init_draft(&draft, &clean->allocator);
    hsy_vector_init(&lines, sizeof(hsy_line), &clean->allocator);
    hsy_story_clean(title, &draft, &lines);
    bool done = !hsy_story_draft_failed(&draft) && !lines.failed;
    for (size_t i = 0; i < lines.count && done; i++) {
        hsy_span span = HSY_AT(lines, hsy_line, i).text;
        if (clean->size > 0 && span.end > span.start) hsy_buffer_char(clean, ' ');
        hsy_buffer_add(clean, draft.text.data + span.start, span.end - span.start);
    }
    hsy_vector_free(&lines);
    hsy_story_free_draft(&draft);
    return done && !clean->failed;
}

static bool cut_lines(writer *w, const hsy_draft *draft, const hsy_vector *lines) {
    layout of = {.draft = draft, .lines = lines, .marked = w->story->page};
    if (!of.marked) of.width = find_wrap_width(&of);
    hsy_buffer title;
    hsy_buffer_init(&title, &w->out.text.allocator);
    bool done = clean_title(w->story->title, &title);
    w->title = (hsy_str){.data = title.data, .size = title.size};
    done = done && write_all(w, &of) && keep(w);
    if (done && w->story->paragraph_count > 0) {
        if (w->story->page)
            mark_blocks(w->story);
        else
            mark_headline(w->story, w->title);
        mark_promos(w->story);
    }
    hsy_buffer_free(&title);
    return done;
}

bool hsy_story_cut(hsy_story *story, const hearsay_allocator *scratch) {
    hsy_draft draft;
    hsy_vector lines;
    writer w = {.story = story};
    hsy_story_init_draft(&draft, scratch);
    hsy_vector_init(&lines, sizeof(hsy_line), scratch);
    hsy_story_init_draft(&w.out, scratch);
    hsy_vector_init(&w.paragraphs, sizeof(hsy_paragraph), scratch);
    hsy_story_clean(story->given, &draft, &lines);
    bool done = !hsy_story_draft_failed(&draft) && !lines.failed && cut_lines(&w, &draft, &lines) &&
                hsy_story_label_speakers(story, scratch) && hsy_story_find_language(story);
    hsy_vector_free(&w.paragraphs);
    hsy_story_free_draft(&w.out);
    hsy_vector_free(&lines);
    hsy_story_free_draft(&draft);
    return done;
}
