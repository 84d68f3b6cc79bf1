/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that find a page's dates call of each other. */
#ifndef HSY_STORY_PAGE_PUBLISHED_H
#define HSY_STORY_PAGE_PUBLISHED_H

#include "story/page/dates/date.h"
#include "story/page/page.h"

/* Where a date was found, the most trusted first; published.c tells why. */
typedef enum hsy_date_origin {
    HSY_DATE_LINKED = 0, /* the article's in JSON-LD */
    HSY_DATE_META,       /* a <meta> for just this */
    HSY_DATE_MICRO,      /* itemprop="datePublished" of the article */
    HSY_DATE_LINKED_PAGE,
    HSY_DATE_SEEN, /* shown at the headline as its date */
    HSY_DATE_PATH, /* in the folders of the URL: "/2019/11/18/" */
    HSY_DATE_META_ANY,
    HSY_DATE_SEEN_LIKELY,
    HSY_DATE_FILE, /* in the file's name in the URL */
    HSY_DATE_DATA, /* in the scripts' data */
    HSY_DATE_CREATED,
    HSY_DATE_SEEN_LONE,
    HSY_DATE_ORIGINS
} hsy_date_origin;

typedef struct hsy_date_found {
    hsy_date date;
    bool known;
} hsy_date_found;

typedef struct hsy_dating {
    const hsy_tree *tree;
    const hsy_linked *linked;
    const hsy_page_hints *hints;
    const hsy_page_facts *facts;
    hsy_date_custom custom;
    hsy_str url;
    hsy_date_found published[HSY_DATE_ORIGINS], modified[HSY_DATE_ORIGINS];
    hsy_date_found local; /* from a <meta>: a clock that isn't that of UTC */
    hsy_date_found shown; /* the date that stands at the headline and isn't one of a change */
} hsy_dating;

/* Keeps the first date of each origin that holds. */
void hsy_dating_offer(hsy_dating *dating, hsy_date_found *into, hsy_date_origin origin, const hsy_date *date);
/* Reads the whole of a value of metadata. */
bool hsy_dating_read(const hsy_dating *dating, hsy_str value, hsy_date *date);

/* --- published_head.c: JSON-LD and <meta> --- */
void hsy_dating_read_linked(hsy_dating *dating);
void hsy_dating_read_metas(hsy_dating *dating);
/* --- published_url.c: the URL, and data in scripts --- */
void hsy_dating_read_url(hsy_dating *dating);
void hsy_dating_read_data(hsy_dating *dating);
/* --- published_seen.c: microdata and what is shown. false: refused. --- */
bool hsy_dating_read_shown(hsy_dating *dating);
/* --- published_words.c: what words say of a date --- */

typedef enum hsy_date_sense {
    HSY_SENSE_NONE = 0,
    HSY_SENSE_PUBLISHED,
    HSY_SENSE_MODIFIED,
    HSY_SENSE_DATE,
    HSY_SENSE_HEAD,
    HSY_SENSE_OTHER,
    HSY_SENSES
} hsy_date_sense;

/* The senses of the words of the node's class, id and data-testid, as bits (1 << sense). */
unsigned hsy_dating_class_senses(const hsy_tree *tree, size_t node);
/* Whether the words of its class and id name a part of the page that isn't the article, or mostly isn't. */
typedef enum hsy_date_region { HSY_REGION_NONE, HSY_REGION_DIM, HSY_REGION_OTHER } hsy_date_region;
hsy_date_region hsy_dating_region(const hsy_tree *tree, size_t node);
/* What the words before a date say of it: the sense of the last label in them. */
hsy_date_sense hsy_dating_label(hsy_str before);

/* --- published_place.c: where the article at hand is --- */

typedef struct hsy_date_place {
    const hsy_tree *tree;
    size_t headline;    /* its node; 0: not known */
    uint32_t story;     /* the innermost <article> around the headline; 0: none */
    size_t article_end; /* of the <article> that a walk is in, which sets it */
} hsy_date_place;

/* false: refused memory. */
bool hsy_dating_find_place(const hsy_dating *dating, hsy_date_place *place);
/* Whether all in the element is about something else. */
bool hsy_dating_passes(const hsy_date_place *place, size_t node, hsy_date_region region);
/* Whether it is less likely to be about the article. */
bool hsy_dating_doubts(const hsy_date_place *place, size_t node, hsy_date_region region);
/* Whether its itemtype is of something that has dates of its own. */
bool hsy_dating_is_foreign(const hsy_tree *tree, size_t node);

#endif
