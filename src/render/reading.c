/* SPDX-License-Identifier: Apache-2.0 */
/* Where a span of the clean text stands in the given text. */
#include "render/render.h"

hearsay_point_span hsy_reading_points(const hsy_reading *reading, hsy_span clean) {
    hsy_span given = hsy_story_to_given(reading->story, clean);
    if (given.end < given.start) given.end = given.start;
    return (hearsay_point_span){
        .start = hsy_points_at(&reading->points, given.start),
        .end = hsy_points_at(&reading->points, given.end),
    };
}
