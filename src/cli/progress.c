/* SPDX-License-Identifier: Apache-2.0 */
/* The progress line: 312 stories   37 %  ━━━━━━──────────  12.4 a second  1:25 left */
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"

/* Seconds before the line is shown at all, and between two drawings. */
static const double FIRST_AFTER = 0.4, AGAIN_AFTER = 0.1;

enum { BAR_MAX = 40, BAR_MIN = 8 };

static double now(void) {
    struct timespec time;
    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0) return 0;
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void cli_progress_begin(cli_progress *progress, uint64_t total) {
    *progress = (cli_progress){.on = isatty(STDERR_FILENO) == 1, .total = total};
    progress->started = now();
}

static size_t terminal_width(void) {
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return size.ws_col;
}

/* The line as it grows. */
typedef struct progress_line {
    char bytes[512];
    size_t used;
} progress_line;

static void append(progress_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void append(progress_line *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line->bytes + line->used, sizeof line->bytes - line->used, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length < sizeof line->bytes - line->used) line->used += (size_t)length;
    line->bytes[line->used] = '\0';
}

static void append_rate(progress_line *line, double speed) {
    append(line, speed < 10 ? "%.1f a second" : "%.0f a second", speed);
}

/* "1:25 left", "1:02:05 left" */
static void append_time(progress_line *line, double seconds) {
    unsigned whole = seconds > 359999 ? 359999 : (unsigned)(seconds + 0.5);
    if (whole >= 3600)
        append(line, "%u:%02u:%02u left", whole / 3600, whole / 60 % 60, whole % 60);
    else
        append(line, "%u:%02u left", whole / 60, whole % 60);
}

static void append_bar(progress_line *line, size_t columns, double part) {
    size_t full = (size_t)((double)columns * part);
    for (size_t i = 0; i < columns; i++)
        append(line, "%s", i < full ? "━" : "┈");
}

static void draw(cli_progress *progress, uint64_t position, double elapsed) {
    progress_line line = {.used = 0}, tail = {.used = 0};
    double speed = (double)progress->stories / elapsed;
    append(&line, "%llu stories  ", (unsigned long long)progress->stories);
    if (progress->total > 0 && position > 0) {
        double part = (double)position / (double)progress->total;
        if (part > 1) part = 1;
        append(&tail, "%3.0f %%  ", part * 100);
        append_rate(&tail, speed);
        append(&tail, "  ");
        append_time(&tail, elapsed * (1 - part) / part);
        size_t used = line.used + tail.used + 2, width = terminal_width();
        size_t bar = width > used ? width - used : 0;
        if (bar >= BAR_MIN) {
            append_bar(&line, bar < BAR_MAX ? bar : BAR_MAX, part);
            append(&line, " ");
        }
        append(&line, "%s", tail.bytes);
    } else {
        append_rate(&line, speed);
    }
    (void)fprintf(stderr, "\r%s\x1b[K", line.bytes);
    (void)fflush(stderr);
    progress->shown = true;
}

void cli_progress_step(cli_progress *progress, uint64_t position) {
    progress->stories++;
    if (!progress->on) return;
    /* The last story is no progress to tell of; nor is the only one. */
    if (progress->total > 0 ? position >= progress->total : progress->stories < 2) return;
    double time = now();
    if (time - progress->started < FIRST_AFTER || time - progress->drawn < AGAIN_AFTER) return;
    progress->drawn = time;
    draw(progress, position, time - progress->started);
}

void cli_progress_hide(cli_progress *progress) {
    if (!progress->shown) return;
    (void)fputs("\r\x1b[K", stderr);
    (void)fflush(stderr);
    progress->shown = false;
    progress->drawn = 0;
}
