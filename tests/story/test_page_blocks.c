/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a page's article: its paragraphs, their kinds, its captions, and the way back to the page. */
#include "page_made.h"

/* --- Asking ------------------------------------------------------------------------------------------------ */

typedef struct written {
    made_page page;
    hsy_draft draft;
    hsy_vector blocks, captions;
} written;

/* What is written of a page with this body, of which all but the head is the article, but for captions in <figure>. */
static void write_all(const char *body, written *to) {
    make_page(&to->page, "", body);
    const hsy_tree *tree = &to->page.tree;
    uint8_t *parts = HSY_NEW(&to->page.arena, uint8_t, tree->count);
    assert_non_null(parts);
    size_t figure_end = 0;
    for (size_t i = 0; i < tree->count; i++) {
        if (hsy_tree_is(tree, i, HSY_TAG_figure)) figure_end = tree->nodes[i].end;
        if (hsy_tree_is(tree, i, HSY_TAG_TEXT)) parts[i] = i < figure_end ? HSY_PART_CAPTION : HSY_PART_TEXT;
    }
    hsy_story_init_draft(&to->draft, NULL);
    hsy_vector_init(&to->blocks, sizeof(hsy_block), NULL);
    hsy_vector_init(&to->captions, sizeof(hsy_str), NULL);
    hsy_page_write(tree, parts, &to->page.arena, &to->draft, &to->blocks, &to->captions);
}

static void free_written(written *to) {
    hsy_vector_free(&to->captions);
    hsy_vector_free(&to->blocks);
    hsy_story_free_draft(&to->draft);
    free_page(&to->page);
}

static hsy_str text_of(const written *out) {
    return (hsy_str){.data = out->draft.text.size == 0 ? "" : out->draft.text.data, .size = out->draft.text.size};
}

static void assert_written(const char *body, const char *expected) {
    written out;
    write_all(body, &out);
    assert_string(text_of(&out), expected);
    free_written(&out);
}

/* As the article is found, so that line breaks are judged. */
static void assert_read(const char *body, const char *expected) {
    written out;
    write_all(body, &out);
    const hsy_page_hints hints = {.now = 0};
    const uint8_t *parts = hsy_page_find_body(&out.page.tree, &hints, &out.page.facts, &out.page.arena);
    assert_non_null(parts);
    out.draft.text.size = out.draft.map.count = out.blocks.count = out.captions.count = 0;
    hsy_page_write(&out.page.tree, parts, &out.page.arena, &out.draft, &out.blocks, &out.captions);
    assert_string(text_of(&out), expected);
    free_written(&out);
}

static void assert_kind(const char *body, size_t number, hsy_paragraph_kind kind, unsigned level, bool numbered) {
    written out;
    write_all(body, &out);
    assert_true(number < out.blocks.count);
    const hsy_block *block = &HSY_AT(out.blocks, hsy_block, number);
    assert_int_equal(block->kind, kind);
    assert_int_equal(block->level, level);
    assert_int_equal(block->numbered, numbered);
    free_written(&out);
}

/* --- Words and lines --------------------------------------------------------------------------------------------- */

static void test_an_element_in_a_line_does_not_break_a_word(void **state) {
    (void)state;
    assert_written("<p><span class=dropcap>T</span>he <b>har</b>bour <i>mas</i><u>ter</u>.</p>", "The harbour master.");
    assert_written("<p>Nor<wbr>haven, har&shy;bour, zero\u200Bwidth</p>", "Norhaven, harbour, zerowidth");
}

static void test_white_space_is_one_space(void **state) {
    (void)state;
    assert_written("<p>  The \n ferry <b> to </b>\tthe&nbsp; isles </p>", "The ferry to the isles");
    assert_written("<div>One <p> two </p> three</div>", "One\n\ntwo\n\nthree");
}

static void test_a_line_break_ends_a_paragraph(void **state) {
    (void)state;
    assert_written("<p>One.<br>Two.<br><br>Three.</p>", "One.\n\nTwo.\n\nThree.");
}

static void test_a_line_break_in_a_sentence_is_a_space(void **state) {
    (void)state;
    assert_read(
        "<div><p>The ferry to the outer islands will not sail from Norhaven before<br>Thursday, the harbour master "
        "said."
        "<br>Nobody asked why.</p><p>Passengers were put up in the school, where it was warm.</p></div>",
        "The ferry to the outer islands will not sail from Norhaven before Thursday, the harbour master said.\n\n"
        "Nobody asked why.\n\nPassengers were put up in the school, where it was warm.");
    assert_read("<div><p>These are the boats that sailed in time, as far as we know:<br>Amalie<br>Berta<br>Carla</p>"
                "<p>Passengers were put up in the school, where it was warm.</p></div>",
                "These are the boats that sailed in time, as far as we know:\n\nAmalie\n\nBerta\n\nCarla\n\n"
                "Passengers were put up in the school, where it was warm.");
}

static void test_a_mark_of_a_note_is_left_out(void **state) {
    (void)state;
    assert_read("<div><p>The ferry will not sail before Thursday.<sup><a href=\"#n1\">[1]</a></sup> It is cold at "
                "10<sup>th</sup> Street, says the harbour master.</p></div>",
                "The ferry will not sail before Thursday. It is cold at 10th Street, says the harbour master.");
}

static void test_a_control_character_is_what_windows_meant(void **state) {
    (void)state;
    assert_read(
        "<p>The dam held\xC2\x9B all night, and the town did not\xC2\x81 sleep, the engineer\xC2\x92s wife said.</p>",
        "The dam held› all night, and the town did not sleep, the engineer’s wife said.");
}

static void test_a_joiner_stays_where_it_joins(void **state) {
    (void)state;
    assert_read("<p>The co&#x200D;op of the three towns opens again on Monday, the mayor said at the gate.</p>",
                "The co\xE2\x80\x8Dop of the three towns opens again on Monday, the mayor said at the gate.");
}

static void test_lines_that_were_set_are_parted_by_empty_ones(void **state) {
    (void)state;
    assert_written("<pre>The ferry\nstays.\n\nSo do we.</pre>", "The ferry stays.\n\nSo do we.");
}

/* --- Kinds ----------------------------------------------------------------------------------------------------------
 */

static void test_headings_quotations_and_items_are_marked(void **state) {
    (void)state;
    const char *body = "<p>One</p><h3>Two</h3><blockquote><p>Three</p></blockquote><ol><li>Four<ul><li><p>Five</p></li>"
                       "</ul></li></ol><p>Six</p>";
    assert_written(body, "One\n\nTwo\n\nThree\n\nFour\n\nFive\n\nSix");
    assert_kind(body, 0, HSY_PARAGRAPH_BODY, 0, false);
    assert_kind(body, 1, HSY_PARAGRAPH_HEADING, 3, false);
    assert_kind(body, 2, HSY_PARAGRAPH_QUOTE, 0, false);
    assert_kind(body, 3, HSY_PARAGRAPH_ITEM, 1, true);
    assert_kind(body, 4, HSY_PARAGRAPH_ITEM, 2, false);
    assert_kind(body, 5, HSY_PARAGRAPH_BODY, 0, false);
}

static void test_a_row_of_a_table_is_one_paragraph(void **state) {
    (void)state;
    assert_written("<table><tr><th>Ship</th> <th>Tons</th></tr><tr><td>Amalie</td><td> </td><td>300</td></tr></table>",
                   "Ship | Tons\n\nAmalie | 300");
    assert_written("<table><tr><td><p>One column.</p></td><td><p>Another.</p></td></tr></table>",
                   "One column.\n\nAnother.");
}

static void test_captions_stand_apart(void **state) {
    (void)state;
    written out;
    write_all("<p>One.</p><figure><img><figcaption>The  har&shy;bour <i>master</i></figcaption></figure><p>Two.</p>"
              "<figure>A boat</figure>",
              &out);
    assert_string(text_of(&out), "One.\n\nTwo.");
    assert_int_equal(out.captions.count, 2);
    assert_string(HSY_AT(out.captions, hsy_str, 0), "The harbour master");
    assert_string(HSY_AT(out.captions, hsy_str, 1), "A boat");
    free_written(&out);
}

/* --- The way back ---------------------------------------------------------------------------------------------------
 */

static void test_each_byte_leads_back_to_the_page(void **state) {
    (void)state;
    written out;
    write_all("<p>The <b>har&shy;bour</b> &amp; the\n sea.</p><table><tr><td>A</td><td>B</td></tr></table>", &out);
    assert_string(text_of(&out), "The harbour & the sea.\n\nA | B");
    size_t at = 0;
    for (size_t i = 0; i < out.draft.map.count; i++) {
        const hsy_segment *segment = &HSY_AT(out.draft.map, hsy_segment, i);
        assert_true(segment->clean_start >= at);
        assert_true(segment->given_length > 0);
        at = segment->clean_start + segment->length;
        if (segment->replaced) continue;
        assert_memory_equal(out.draft.text.data + segment->clean_start, out.page.tree.page.data + segment->given_start,
                            segment->length);
    }
    assert_int_equal(at, out.draft.text.size);
    free_written(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_element_in_a_line_does_not_break_a_word),
        cmocka_unit_test(test_white_space_is_one_space),
        cmocka_unit_test(test_a_line_break_ends_a_paragraph),
        cmocka_unit_test(test_a_line_break_in_a_sentence_is_a_space),
        cmocka_unit_test(test_a_mark_of_a_note_is_left_out),
        cmocka_unit_test(test_a_control_character_is_what_windows_meant),
        cmocka_unit_test(test_a_joiner_stays_where_it_joins),
        cmocka_unit_test(test_lines_that_were_set_are_parted_by_empty_ones),
        cmocka_unit_test(test_headings_quotations_and_items_are_marked),
        cmocka_unit_test(test_a_row_of_a_table_is_one_paragraph),
        cmocka_unit_test(test_captions_stand_apart),
        cmocka_unit_test(test_each_byte_leads_back_to_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
