/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dates that a page shows, and those of its microdata.
 *
 * The page is walked once, line by line, past the parts that are no article (menus, lists of other stories, comments).
 * Each date met is given points for how it is marked, for the words before it, and for standing at the headline:
 *
 *     Dam will hold                                   <- the headline
 *     By Nora Whitfield                    2 lines on
 *     Published: 18 November 2019, 14:05   <- <time>, class "date", a label, alone on its line
 */
#include <string.h>

#include "story/page/dates/published.h"

/* A date that was met. */
typedef struct seen {
    hsy_date date;
    size_t at;   /* bytes of the article's text before it */
    int points;  /* of all but its distance */
    bool micro;  /* itemprop="datePublished" */
    bool alone;  /* the line says nothing else */
    bool marked; /* an element, class or label says that it is a date of publication */
    hsy_date_sense sense;
} seen;

/* Where on the line a node's text begins. */
typedef struct piece {
    size_t at, node;
} piece;

/* Of a page with more the rest of the dates is not asked; lines are read so far, and their nodes told apart. */
enum { SEEN_MAX = 4000, LINE_MAX_READ = 1000, PIECES_MAX = 32 };

typedef struct watcher {
    hsy_dating *dating;
    const hsy_tree *tree;
    hsy_vector seen;
    hsy_date_place place;
    size_t headline_at; /* bytes of text before the headline's end */
    hsy_buffer line;    /* the text of the line so far */
    piece pieces[PIECES_MAX];
    size_t piece_count;
    size_t line_at;      /* bytes of text before it */
    uint32_t line_block; /* the block that it stands in */
    size_t last_node;    /* the last text's node */
    char before[64];     /* the line before it, where that is short */
    size_t before_size;
    size_t foreign_end; /* up to here, itemprops are of something else than the article */
    size_t dim_end;     /* up to here, the page is less likely to speak of the article */
    bool failed;
} watcher;

/* --- A date ------------------------------------------------------------------------------------ */

/* The senses of the classes around: of the element itself, and of those further out while they hold but little. */
static unsigned senses_around(const watcher *w, size_t node) {
    enum { LEVELS = 4, SMALL = 30 };
    unsigned senses = 0;
    for (int level = 0; level < LEVELS && node > 0; level++) {
        if (w->tree->nodes[node].end - node > SMALL) break;
        if (!hsy_tree_is(w->tree, node, HSY_TAG_TEXT)) senses |= hsy_dating_class_senses(w->tree, node);
        node = w->tree->nodes[node].parent;
    }
    return senses;
}

/* The sense of the label before, on the line or, where the date begins it, on the short one before. */
static hsy_date_sense label_before(const watcher *w, hsy_str on_line) {
    const size_t begin = hsy_date_skip_space(on_line, 0);
    if (begin < on_line.size) {
        const hsy_date_sense sense = hsy_dating_label(on_line);
        if (sense != HSY_SENSE_NONE || on_line.size > 12) return sense;
    }
    if (w->before_size == 0) return HSY_SENSE_NONE;
    return hsy_dating_label((hsy_str){.data = w->before, .size = w->before_size});
}

static bool has(unsigned senses, hsy_date_sense sense) {
    return (senses & (1U << sense)) != 0;
}

/* What a date is by its label, else by its classes. */
static hsy_date_sense judge(unsigned senses, hsy_date_sense label) {
    if (label != HSY_SENSE_NONE) return label;
    if (has(senses, HSY_SENSE_PUBLISHED)) return HSY_SENSE_PUBLISHED;
    if (has(senses, HSY_SENSE_MODIFIED)) return HSY_SENSE_MODIFIED;
    if (has(senses, HSY_SENSE_OTHER)) return HSY_SENSE_OTHER;
    return HSY_SENSE_NONE;
}

static void keep_seen(watcher *w, size_t node, const seen *found) {
    if (w->seen.count >= SEEN_MAX || !hsy_date_in_bounds(&found->date, w->dating->hints->now)) return;
    if (found->sense == HSY_SENSE_OTHER) return;
    seen *kept = hsy_vector_push(&w->seen, found);
    if (kept == NULL) {
        w->failed = true;
        return;
    }
    if (node < w->dim_end) kept->points -= 4;
    if (w->place.story > 0 && node > w->place.story && node < w->tree->nodes[w->place.story].end) kept->points += 1;
}

/* --- Elements that say a date for programs ----------------------------------------------------------------------- */

/* The first text below the node, for the words before its date. */
static hsy_str first_text(const watcher *w, size_t node) {
    enum { NEAR = 6 };
    for (size_t i = node + 1; i < w->tree->nodes[node].end && i < node + NEAR; i++)
        if (hsy_tree_is(w->tree, i, HSY_TAG_TEXT)) return w->tree->nodes[i].text;
    return (hsy_str){.data = "", .size = 0};
}

static hsy_date_sense label_of(const watcher *w, size_t node) {
    hsy_str own = first_text(w, node);
    hsy_date date;
    hsy_span where;
    if (own.size > 100) own.size = 100;
    if (hsy_date_find(own, 0, &w->dating->custom, &date, &where)) own.size = where.start;
    const hsy_date_sense sense = hsy_dating_label(own);
    if (sense != HSY_SENSE_NONE) return sense;
    return label_before(w, (hsy_str){.data = w->line.data, .size = w->line.size});
}

static bool read_machine(const watcher *w, size_t node, hsy_date *date) {
    static const char *const keys[] = {"datetime", "content", "title", "data-datetime", "data-date", "data-time"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (hsy_dating_read(w->dating, hsy_tree_attribute(w->tree, node, keys[i]), date)) return true;
    return false;
}

static bool is_prop(hsy_str props, const char *name) {
    return props.data != NULL && hsy_page_has_word(props, name);
}

static void watch_element(watcher *w, size_t node) {
    const hsy_str props = hsy_tree_attribute(w->tree, node, "itemprop");
    const bool time = hsy_tree_is(w->tree, node, HSY_TAG_time);
    const bool foreign = node < w->foreign_end;
    const bool published = !foreign && (is_prop(props, "datePublished") || is_prop(props, "datepublished"));
    const bool modified = !foreign && is_prop(props, "dateModified");
    seen found = {.at = w->line_at + w->line.size};
    if (!time && !published && !modified) {
        /* <abbr class="published" title="2019-11-18"> */
        if (hsy_tree_attribute(w->tree, node, "title").data == NULL) return;
        const unsigned own = hsy_dating_class_senses(w->tree, node);
        if (!has(own, HSY_SENSE_PUBLISHED) && !has(own, HSY_SENSE_DATE)) return;
    }
    if (!read_machine(w, node, &found.date)) {
        hsy_str own = first_text(w, node);
        if ((!published && !modified) || !hsy_dating_read(w->dating, own, &found.date)) return;
    }
    const unsigned senses = senses_around(w, node);
    found.sense = judge(senses, label_of(w, node));
    if (modified) found.sense = HSY_SENSE_MODIFIED;
    if (published) found.sense = HSY_SENSE_PUBLISHED;
    found.micro = published || modified;
    found.marked =
        published || found.sense == HSY_SENSE_PUBLISHED || hsy_tree_attribute(w->tree, node, "pubdate").data != NULL;
    found.points = 4 + 3 * found.marked + 2 * has(senses, HSY_SENSE_DATE) + has(senses, HSY_SENSE_HEAD);
    keep_seen(w, node, &found);
}

/* --- Lines ------------------------------------------------------------------------------------- */

/* How much text beside the date the line has. */
static int points_of_line(size_t rest) {
    if (rest <= 24) return 2;
    if (rest <= 90) return 1;
    return rest <= 160 ? -2 : -5;
}

static size_t node_at(const watcher *w, size_t at) {
    size_t i = w->piece_count;
    while (i > 1 && w->pieces[i - 1].at > at)
        i--;
    return i == 0 ? 0 : w->pieces[i - 1].node;
}

static void watch_date(watcher *w, const hsy_date *date, hsy_span where, size_t from) {
    const hsy_str line = {.data = w->line.data, .size = w->line.size};
    const hsy_str before = {.data = line.data + from, .size = where.start - from};
    seen found = {.date = *date, .at = w->line_at + where.start};
    if (date->compact) return;
    const size_t node = node_at(w, where.start);
    const unsigned senses = senses_around(w, node);
    found.alone = line.size - (where.end - where.start) <= 24 && !date->short_year;
    found.sense = judge(senses, label_before(w, before));
    found.marked = found.sense == HSY_SENSE_PUBLISHED;
    found.points = points_of_line(line.size - (where.end - where.start)) + 3 * found.marked +
                   3 * has(senses, HSY_SENSE_DATE) + has(senses, HSY_SENSE_HEAD) - 2 * date->short_year +
                   (date->hour >= 0);
    keep_seen(w, node, &found);
}

static void end_line(watcher *w) {
    const hsy_str line = {.data = w->line.data, .size = w->line.size < LINE_MAX_READ ? w->line.size : LINE_MAX_READ};
    size_t from = 0;
    hsy_date date;
    hsy_span where;
    while (w->seen.count < SEEN_MAX && hsy_date_find(line, from, &w->dating->custom, &date, &where)) {
        watch_date(w, &date, where, from);
        from = where.end;
    }
    /* A line without a date may be the label of the next one's. */
    if (line.size > 0) {
        w->before_size = from == 0 && line.size <= sizeof w->before ? line.size : 0;
        if (w->before_size > 0) memcpy(w->before, line.data, line.size);
    }
    w->line_at += w->line.size;
    w->line.size = 0;
    w->piece_count = 0;
}

/* Runs of white space become one space, none at the line's head. */
static void add_squeezed(watcher *w, hsy_str text, bool space) {
    hsy_buffer *line = &w->line;
    for (size_t at = 0; at < text.size;) {
        const size_t begin = hsy_date_skip_space(text, at);
        space = space || begin > at;
        size_t end = begin;
        while (end < text.size &&
               ((unsigned char)text.data[end] - 0x21U < 0x5EU || hsy_date_skip_space(text, end) == end))
            end++;
        if (end > begin) {
            if (space && line->size > 0 && line->data[line->size - 1] != ' ') hsy_buffer_char(line, ' ');
            hsy_buffer_add(line, text.data + begin, end - begin);
            space = false;
        }
        at = end;
    }
    if (space && line->size > 0 && line->data[line->size - 1] != ' ') hsy_buffer_char(line, ' ');
}

static void add_text(watcher *w, size_t node) {
    const hsy_node *text = &w->tree->nodes[node];
    if (w->line.size > 0 && text->block != w->line_block) end_line(w);
    w->line_block = text->block;
    /* An element between two texts parts their words: "28.09.19" and "12:44". */
    const bool parted = w->line.size > 0 && w->last_node + 1 != node;
    if (w->piece_count < PIECES_MAX && (parted || w->piece_count == 0))
        w->pieces[w->piece_count++] = (piece){.at = w->line.size, .node = node};
    add_squeezed(w, text->text, parted);
    w->last_node = node;
    if (w->place.headline > 0 && node > w->place.headline && node < w->tree->nodes[w->place.headline].end)
        w->headline_at = w->line_at + w->line.size;
}

static void walk(watcher *w) {
    for (size_t i = 1; i < w->tree->count && !w->failed && !w->line.failed; i++) {
        if (hsy_tree_is(w->tree, i, HSY_TAG_TEXT)) {
            add_text(w, i);
            continue;
        }
        const hsy_date_region region = hsy_dating_region(w->tree, i);
        if (hsy_dating_passes(&w->place, i, region)) {
            i = w->tree->nodes[i].end - 1;
            continue;
        }
        if (hsy_tag_is_block((hsy_tag)w->tree->nodes[i].tag)) end_line(w);
        const size_t end = w->tree->nodes[i].end;
        if (end > w->place.article_end && hsy_tree_is(w->tree, i, HSY_TAG_article)) w->place.article_end = end;
        if (end > w->foreign_end && hsy_dating_is_foreign(w->tree, i)) w->foreign_end = end;
        if (end > w->dim_end && hsy_dating_doubts(&w->place, i, region)) w->dim_end = end;
        watch_element(w, i);
    }
    end_line(w);
}

/* --- Choosing ---------------------------------------------------------------------------------- */

static int points_of_distance(const watcher *w, size_t at) {
    if (w->place.headline == 0) return at < 600 ? 1 : 0;
    if (at >= w->headline_at) {
        const size_t behind = at - w->headline_at;
        if (behind < 150) return 5;
        if (behind < 500) return 4;
        if (behind < 1200) return 2;
        return behind < 4000 ? 0 : -1;
    }
    const size_t ahead = w->headline_at - at;
    if (ahead < 250) return 4;
    return ahead < 500 ? 2 : -2;
}

static bool is_same_day(const hsy_date *a, const hsy_date *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The best of those that `of` asks for; a later one must be better. */
static const seen *find_best(const watcher *w, bool micro, bool modified, int *points) {
    const seen *best = NULL;
    const hsy_date_found *path = &w->dating->published[HSY_DATE_PATH];
    for (size_t i = 0; i < w->seen.count; i++) {
        const seen *at = &HSY_AT(w->seen, seen, i);
        if (at->micro != micro || (at->sense == HSY_SENSE_MODIFIED) != modified) continue;
        int sum = at->points + points_of_distance(w, at->at);
        if (path->known && is_same_day(&path->date, &at->date)) sum += 3;
        if (best != NULL && sum <= *points) continue;
        best = at;
        *points = sum;
    }
    return best;
}

/* Whether all dates that were met are of one day. */
static bool is_only_day(const watcher *w, const hsy_date *day) {
    for (size_t i = 0; i < w->seen.count; i++) {
        const seen *at = &HSY_AT(w->seen, seen, i);
        if (!is_same_day(&at->date, day)) return false;
    }
    return true;
}

static void offer_seen(watcher *w) {
    enum { SURE = 9, LIKELY = 6, LEAST = 1 };
    hsy_dating *d = w->dating;
    int points = 0;
    const seen *best = find_best(w, true, false, &points);
    if (best != NULL) hsy_dating_offer(d, d->published, HSY_DATE_MICRO, &best->date);
    best = find_best(w, false, false, &points);
    if (best != NULL && (points >= LEAST || best->alone || is_only_day(w, &best->date))) {
        const hsy_date_origin origin = points >= SURE && best->marked ? HSY_DATE_SEEN
                                       : points >= LIKELY             ? HSY_DATE_SEEN_LIKELY
                                                                      : HSY_DATE_SEEN_LONE;
        hsy_dating_offer(d, d->published, origin, &best->date);
        if (points >= LIKELY) d->shown = (hsy_date_found){.date = best->date, .known = true};
    }
    best = find_best(w, true, true, &points);
    if (best != NULL) hsy_dating_offer(d, d->modified, HSY_DATE_MICRO, &best->date);
    best = find_best(w, false, true, &points);
    if (best != NULL && points >= LEAST) hsy_dating_offer(d, d->modified, HSY_DATE_SEEN, &best->date);
}

bool hsy_dating_read_shown(hsy_dating *dating) {
    const hearsay_allocator *allocator = &dating->tree->arena.allocator;
    watcher w = {.dating = dating, .tree = dating->tree};
    hsy_vector_init(&w.seen, sizeof(seen), allocator);
    hsy_buffer_init(&w.line, allocator);
    w.failed = !hsy_dating_find_place(dating, &w.place);
    if (!w.failed) walk(&w);
    const bool done = !w.failed && !w.line.failed && !w.seen.failed;
    if (done) offer_seen(&w);
    hsy_buffer_free(&w.line);
    hsy_vector_free(&w.seen);
    return done;
}
