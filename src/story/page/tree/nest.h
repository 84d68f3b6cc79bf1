/* SPDX-License-Identifier: Apache-2.0 */
/* How deep a page's tags are nested, in the way of libxml2: which start tags end open elements, and which open elements
 * an end tag ends. Each tag takes constant time, whatever is open. */
#ifndef HSY_STORY_PAGE_NEST_H
#define HSY_STORY_PAGE_NEST_H

#include "story/page/page.h"

/* A name's number: its hsy_tag, or one of these by a hash. Two unknown names may have the same; then the depth is not
 * exact, as it is not where libxml2 is of another version. tree.c stops at a depth that should not be. */
enum { HSY_NEST_OTHERS = 1024, HSY_NEST_NAMES = HSY_TAGS_COUNT + HSY_NEST_OTHERS };

typedef struct hsy_nest_element {
    uint16_t name;
    uint16_t same;   /* the nearest open element of this name below it, by its place from 1 on; 0: none */
    uint16_t higher; /* likewise of a higher priority, which end tags of this one's don't reach past */
} hsy_nest_element;

typedef struct hsy_nest {
    size_t count;
    hsy_nest_element open[HSY_PAGE_DEPTH_MAX + 8]; /* implied elements and scripts may be one more */
    uint16_t last[HSY_NEST_NAMES];                 /* the innermost open one of each name, from 1 on */
    uint32_t hidden[HSY_NEST_NAMES];               /* blanked start tags that wait for their end tags */
    uint32_t hidden_since[HSY_NEST_NAMES];         /* the count holds if this is: */
    uint32_t closings;
    size_t misplaced; /* <html>, <head> and <body> that the parser passes over: so it does with as many end tags */
    bool head_seen, body_seen;
} hsy_nest;

uint16_t hsy_nest_name(hsy_tag tag, uint64_t hash);
/* A start tag. false: it would be nested too deep. `empty`: it is written as <name/>. */
bool hsy_nest_start(hsy_nest *nest, uint16_t name, bool empty);
/* Text that is no white space. */
void hsy_nest_text(hsy_nest *nest);

typedef enum hsy_nest_end {
    HSY_NEST_ENDS,  /* it ends an element */
    HSY_NEST_STRAY, /* it ends nothing */
    HSY_NEST_HIDDEN /* it belongs to a start tag that was nested too deep */
} hsy_nest_end;
hsy_nest_end hsy_nest_end_tag(hsy_nest *nest, uint16_t name);

#endif
