/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that find a page's facts call of each other. */
#ifndef HSY_STORY_PAGE_FACTS_H
#define HSY_STORY_PAGE_FACTS_H

#include "story/page/page.h"

enum { HSY_OUTLET_NAMES_MAX = 8 };

/* A page whose facts are being found. */
typedef struct hsy_facing {
    const hsy_tree *tree;
    const hsy_linked *linked;
    const hsy_page_hints *hints;
    hsy_arena *arena;
    hsy_page_facts *facts;
    hsy_str outlets[HSY_OUTLET_NAMES_MAX]; /* what the site calls itself, the most trusted first, then its domain */
    size_t outlet_count;
    uint8_t *aside;  /* a node each: not 0, it stands in what is no part of the article, as menus and comments */
    size_t headline; /* the node of the heading that the title stands in; 0: in none */
} hsy_facing;

/* All these return false where memory is refused. */

/* --- address.c: URL and language ------------------------------------------------------------------------ */

bool hsy_page_find_address(hsy_facing *facing);
bool hsy_page_find_language(hsy_facing *facing);
/* The part of a URL's host that names its owner: "example" of "https://news.example.co.uk/a"; empty: there is none. */
hsy_str hsy_page_domain_name(hsy_str url);

/* --- outlet.c: who publishes it ------------------------------------------------------------------------- */

/* Fills facing->outlets, facts->outlet and ->credit. */
bool hsy_page_find_outlet(hsy_facing *facing);
/* Whether `text` is one of the names of the outlet, but for case, punctuation, spaces, "the" and ".com". */
bool hsy_page_is_outlet(const hsy_facing *facing, hsy_str text);

/* --- region.c: what of the page is no part of the article ----------------------------------------------- */

/* Fills facing->aside; once more when the headline is known. */
bool hsy_page_find_asides(hsy_facing *facing);
/* The words of a class or id, one after another, in small letters: "postAuthor_name" is "post", "author", "name".
 * false: there is no more. `word` has room for HSY_CLASS_WORD_SIZE bytes. */
enum { HSY_CLASS_WORD_SIZE = 24 };
bool hsy_page_next_class_word(hsy_str classes, size_t *at, char *word, size_t *size);
/* Whether one of the words of the node's class or id is in the sorted list. */
bool hsy_page_class_is_in(const hsy_tree *tree, size_t node, const char *const *list, size_t count);

/* --- element.c: the text of a heading or a byline ------------------------------------------------------- */

enum { HSY_ELEMENT_SIZE_MAX = 1000 };
/* The element's text, clean; `kicker`: with what stands above the headline in an element of its own. Absent: there is
 * none, or it is too long for either. */
bool hsy_page_read_element(const hsy_facing *facing, size_t node, bool kicker, hsy_str *text);
/* The text of the nodes [from, end), with a sign between what is laid out one below the other, for a byline. */
#define HSY_LINE_SEAM "\xE2\x80\x96" /* U+2016 */
bool hsy_page_read_lines(const hsy_facing *facing, size_t from, size_t end, hsy_str *text);

/* --- compare.c: whether two titles say the same ------------------------------------------------------------ */

/* Whether `text` begins or ends with `part`, of which only the letters and digits count. */
bool hsy_page_is_at_end(hsy_str text, hsy_str part);
/* How many of the words of `text`, but for the shortest, are in `other`, in per cent. */
int hsy_page_shared_words(hsy_str text, hsy_str other);

/* --- title.c: the headline ------------------------------------------------------------------------------ */

bool hsy_page_find_title(hsy_facing *facing);

/* --- names.c: what is a name -------------------------------------------------------------------------------- */

/* Whether the text, but for its case and the signs that end it, is in the sorted list. */
bool hsy_page_is_listed(const char *const *list, size_t count, hsy_str text);
/* Whether a name looks like one of a person: words that begin with capitals, no more than a few. */
bool hsy_page_is_personal(hsy_str name);
bool hsy_page_is_agency(hsy_str name);
/* Whether its first word is a first name: "Nora Whitfield", "Dr. Jean-Luc Petit". */
bool hsy_page_has_given_name(hsy_str name);
/* Whether it has one of the words of roles: "Senior Editor". */
bool hsy_page_has_role(hsy_str text);
bool hsy_page_has_digit(hsy_str text);
/* Whether a piece of a byline is a name. What stands behind a comma may be a place, a role or a degree. */
bool hsy_page_is_name(const hsy_facing *facing, hsy_str text, bool behind_comma);
/* Without the role, agency or outlet that stands before or behind the name of a person. */
hsy_str hsy_page_trim_role(const hsy_facing *facing, hsy_str text);

/* --- byline.c: names in a byline ------------------------------------------------------------------------ */

enum { HSY_BYLINE_NAMES_MAX = 16, HSY_BYLINE_SIZE = 300 };

typedef struct hsy_byline {
    hsy_str names[HSY_BYLINE_NAMES_MAX]; /* slices of the text that was read */
    size_t count;
    bool led;       /* it began with a word as "By" or "Von" */
    hsy_str outlet; /* what it names first, where that is the outlet, which is not among the names; else empty */
} hsy_byline;

/* The people, desks and agencies that `text`, clean, names: "By A and B, Reuters | May 4" gives A, B and Reuters. */
void hsy_page_read_byline(const hsy_facing *facing, hsy_str text, hsy_byline *byline);
/* Whether `text` is no more than what a byline begins with: "By", "Geschrieben von:". */
bool hsy_page_is_lead(hsy_str text);
/* Whether it is a word of a date, as "May", or of what comes with one, as "Uhr". */
bool hsy_page_is_date_word(hsy_str word);

/* --- authors.c ------------------------------------------------------------------------------------------ */

bool hsy_page_find_authors(hsy_facing *facing);

#endif
