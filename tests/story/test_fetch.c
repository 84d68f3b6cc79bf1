/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching an address, from a server of the tests' own: tests/cli/web_server.py says what its paths do. */
#include "made.h"
#include "memory.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "story/input/fetch.h"

#define TEXT "The bridge is closed, the council said. It opens again in May."

/* --- The server --------------------------------------------------------------------------------------------------- */

static struct {
    pid_t process;
    int in, out;
    char port[8];
} server;

static void run_server(const int in[2], const int out[2]) {
    const char *source = getenv("HEARSAY_SOURCE");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/tests/cli/web_server.py", source == NULL ? "." : source);
    (void)dup2(in[0], STDIN_FILENO);
    (void)dup2(out[1], STDOUT_FILENO);
    (void)close(in[1]);
    (void)close(out[0]);
    (void)execlp("python3", "python3", path, (char *)NULL);
    _exit(1);
}

static int start_server(void **state) {
    (void)state;
    static const char *const proxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++)
        (void)unsetenv(proxies[i]);
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0) return 1;
    server.process = fork();
    if (server.process < 0) return 1;
    if (server.process == 0) run_server(in, out);
    (void)close(in[0]);
    (void)close(out[1]);
    server.in = in[1];
    server.out = out[0];
    size_t size = 0;
    while (size < sizeof server.port - 1 && read(server.out, server.port + size, 1) == 1 && server.port[size] != '\n')
        size++;
    server.port[size] = '\0';
    return size == 0;
}

/* It ends with its standard input. */
static int stop_server(void **state) {
    (void)state;
    int status;
    (void)close(server.in);
    const bool ended = waitpid(server.process, &status, 0) == server.process && status == 0;
    (void)close(server.out);
    return ended ? 0 : 1;
}

/* --- One fetch ---------------------------------------------------------------------------------------------------- */

static const hsy_fetch_settings usual = {
    .milliseconds = 20000, .connect_milliseconds = 10000, .redirects = 5, .bytes = 100000, .judge = NULL};

/* "PORT" in `text` becomes the server's; the result lies in `out`. */
static const char *with_port(const char *text, char *out, size_t size) {
    size_t length = 0;
    out[0] = '\0';
    for (const char *at = text; *at != '\0';) {
        const bool port = strncmp(at, "PORT", 4) == 0;
        length += (size_t)snprintf(out + length, size - length, "%.*s", port ? 7 : 1, port ? server.port : at);
        at += port ? 4 : 1;
        assert_true(length < size);
    }
    return out;
}

static hsy_input *new_input(const char *address) {
    hsy_input *input = test_calloc(1, sizeof *input);
    char path[1000];
    input->path = strdup(with_port(address, path, sizeof path));
    (void)snprintf(input->name, sizeof input->name, "%.200s", input->path);
    input->allocator = hsy_allocator_or_default(NULL);
    hsy_buffer_init(&input->fetched, NULL);
    hsy_buffer_init(&input->url, NULL);
    hsy_buffer_init(&input->charset, NULL);
    return input;
}

static void free_input(hsy_input *input) {
    hsy_buffer_free(&input->fetched);
    hsy_buffer_free(&input->url);
    hsy_buffer_free(&input->charset);
    free(input->path);
    test_free(input);
}

static void assert_buffer(const hsy_buffer *buffer, const char *expected) {
    char text[1000];
    assert_string((hsy_str){buffer->size == 0 ? "" : buffer->data, buffer->size},
                  with_port(expected, text, sizeof text));
}

static hsy_input *fetched_within(const char *address, const hsy_fetch_settings *settings) {
    hsy_input *input = new_input(address);
    hearsay_error error = {.message = ""};
    if (hsy_input_fetch_within(input, settings, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return input;
}

/* What comes of `address` is `text`, from `url`, in `charset`. NULL: not compared. */
static void assert_fetched(const char *address, const char *text, const char *url, const char *charset) {
    hsy_input *input = fetched_within(address, &usual);
    if (text != NULL) assert_buffer(&input->fetched, text);
    if (url != NULL) assert_buffer(&input->url, url);
    if (charset != NULL) assert_buffer(&input->charset, charset);
    free_input(input);
}

/* `sentence` follows the address and a colon. */
static void assert_fails_within(const char *address, const hsy_fetch_settings *settings, hearsay_status status,
                                const char *sentence) {
    hsy_input *input = new_input(address);
    hearsay_error error = {.message = ""};
    char expected[1000];
    assert_int_equal(hsy_input_fetch_within(input, settings, &error), status);
    assert_int_equal(error.status, status);
    const size_t name = strlen(input->name);
    assert_memory_equal(error.message, input->name, name);
    assert_memory_equal(error.message + name, ": ", 2);
    assert_string_equal(error.message + name + 2, with_port(sentence, expected, sizeof expected));
    free_input(input);
}

static void assert_fails(const char *address, hearsay_status status, const char *sentence) {
    assert_fails_within(address, &usual, status, sentence);
}

/* --- Pages
 * ------------------------------------------------------------------------------------------------------------ */

static void test_a_page_comes_with_its_address_and_its_encoding(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/text", TEXT, "http://127.0.0.1:PORT/text", "utf-8");
    assert_fetched("HTTP://127.0.0.1:PORT/latin", "<p>The caf\xE9 is closed.</p>", "http://127.0.0.1:PORT/latin",
                   "ISO-8859-1");
    assert_fetched("http://127.0.0.1:PORT/untyped", TEXT, NULL, "");
    assert_fetched("http://127.0.0.1:PORT/secret-charset", TEXT, NULL, "");
}

static void test_a_page_may_be_empty(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/empty", "", NULL, "utf-8");
}

static void test_a_page_may_come_compressed_or_in_chunks(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/gzip", TEXT, NULL, NULL);
    assert_fetched("http://127.0.0.1:PORT/deflate", TEXT, NULL, NULL);
    assert_fetched("http://127.0.0.1:PORT/brotli", TEXT, NULL, NULL);
    assert_fetched("http://127.0.0.1:PORT/chunked", TEXT, NULL, NULL);
}

static void test_a_page_of_http_1_0_ends_with_its_connection(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/old", TEXT, NULL, NULL);
}

static void test_a_request_says_what_is_read_and_nothing_else(void **state) {
    (void)state;
    char expected[500];
    (void)snprintf(expected, sizeof expected,
                   "GET\n/request?a=b\nAccept: text/html, application/xhtml+xml, application/xml;q=0.9, "
                   "application/json;q=0.9, text/plain;q=0.8, */*;q=0.5\nAccept-Encoding: gzip, deflate, "
                   "br\nAccept-Language: en, *;q=0.5\n"
                   "Host: 127.0.0.1:%s\nUser-Agent: hearsay/%s",
                   "PORT", hearsay_version());
    /* The server writes "PORT" for its own port. */
    hsy_input *input = fetched_within("http://127.0.0.1:PORT/to?/request?a=b#secret", &usual);
    assert_string((hsy_str){input->fetched.data, input->fetched.size}, expected);
    free_input(input);
}

static void test_an_address_loses_its_fragment_and_gets_its_letters_encoded(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/text#part", TEXT, "http://127.0.0.1:PORT/text", NULL);
    assert_fetched("http://127.0.0.1:PORT/text?a b=caf\xC3\xA9", TEXT, NULL, NULL);
    hsy_input *input = fetched_within("http://b\xC3\xBC"
                                      "cher.localhost:PORT/request/caf\xC3\xA9 au lait",
                                      &usual);
    assert_buffer(&input->url, "http://xn--bcher-kva.localhost:PORT/request/caf%c3%a9%20au%20lait");
    hsy_buffer_char(&input->fetched, '\0');
    assert_non_null(strstr(input->fetched.data, "GET\n/request/caf%c3%a9%20au%20lait\n"));
    assert_non_null(strstr(input->fetched.data, "Host: xn--bcher-kva.localhost:PORT\n"));
    free_input(input);
}

/* --- Redirects
 * --------------------------------------------------------------------------------------------------------- */

static void test_redirects_are_followed_to_the_page_and_its_address(void **state) {
    (void)state;
    assert_fetched("http://127.0.0.1:PORT/to?/text", TEXT, "http://127.0.0.1:PORT/text", "utf-8");
    assert_fetched("http://127.0.0.1:PORT/chain/5", NULL, "http://127.0.0.1:PORT/page", NULL);
    assert_fetched("http://127.0.0.1:PORT/to?//localhost:PORT/text%23part", TEXT, "http://localhost:PORT/text", NULL);
    assert_fetched("http://127.0.0.1:PORT/to?/text/caf%E9", NULL, "http://127.0.0.1:PORT/text/caf%e9", NULL);
    assert_fetched("http://127.0.0.1:PORT/endless-redirect", NULL, "http://127.0.0.1:PORT/page", NULL);
}

static void test_redirects_are_followed_a_few_times_only(void **state) {
    (void)state;
    assert_fails("http://127.0.0.1:PORT/chain/6", HEARSAY_ERROR_LIMIT,
                 "it redirects to http://127.0.0.1:PORT/page and so on, more than 5 times");
    assert_fails("http://127.0.0.1:PORT/loop", HEARSAY_ERROR_LIMIT,
                 "it redirects to http://127.0.0.1:PORT/loop and so on, more than 5 times");
    hsy_fetch_settings none = usual;
    none.redirects = 0;
    assert_fails_within("http://127.0.0.1:PORT/to?/text", &none, HEARSAY_ERROR_LIMIT,
                        "it redirects to http://127.0.0.1:PORT/text and so on, more than 0 times");
}

static void test_a_redirect_leads_to_the_web_alone(void **state) {
    (void)state;
    assert_fails("http://127.0.0.1:PORT/to?ftp://127.0.0.1:PORT/text", HEARSAY_ERROR_INPUT,
                 "it redirects to ftp://127.0.0.1:PORT/text, and only http and https addresses can be read");
    assert_fails("http://127.0.0.1:PORT/to?file:///etc/passwd", HEARSAY_ERROR_INPUT,
                 "it redirects to file:///etc/passwd, and only http and https addresses can be read");
    assert_fails("http://127.0.0.1:PORT/to?gopher://127.0.0.1:PORT/_GET", HEARSAY_ERROR_INPUT,
                 "it redirects to gopher://127.0.0.1:PORT/_GET, and only http and https addresses can be read");
    assert_fails("http://127.0.0.1:PORT/to?javascript:alert(1)", HEARSAY_ERROR_INPUT,
                 "it redirects to what is no valid address");
    assert_fails("http://127.0.0.1:PORT/to?http://user:secret@127.0.0.1:PORT/text", HEARSAY_ERROR_INPUT,
                 "it redirects to an address with a user name or a password in it, which is not read");
    assert_fails("http://127.0.0.1:PORT/status/302", HEARSAY_ERROR_IO,
                 "the server answered 302 Found, without saying where");
}

/* --- Addresses that are refused
 * ------------------------------------------------------------------------------------------ */

static void test_an_address_is_of_the_web_and_bears_no_password(void **state) {
    (void)state;
    static const char *const others[] = {"ftp://127.0.0.1:PORT/text", "file:///etc/passwd", "gopher://127.0.0.1:PORT/",
                                         "dict://127.0.0.1:PORT/", "s3://bucket/page.html"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_fails(others[i], HEARSAY_ERROR_INPUT, "only http and https addresses can be read");
    assert_fails("http://127.0.0.1:99999/", HEARSAY_ERROR_INPUT, "that is no valid address");
    assert_fails("http://a b/", HEARSAY_ERROR_INPUT, "that is no valid address");
    assert_fails("http://\xFF/", HEARSAY_ERROR_INPUT, "that is no valid address");
    assert_fails("https://", HEARSAY_ERROR_INPUT, "that is no valid address");
    static const char *const logins[] = {"http://user:secret@127.0.0.1:PORT/text", "http://user@127.0.0.1:PORT/text",
                                         "http://:secret@127.0.0.1:PORT/text"};
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++) {
        hsy_input *input = new_input(logins[i]);
        hearsay_error error = {.message = ""};
        assert_int_equal(hsy_input_fetch_within(input, &usual, &error), HEARSAY_ERROR_INPUT);
        assert_string_equal(error.message, "an address with a user name or a password in it is not read, since both "
                                           "would stand in what is printed; leave them out, or save the page and read "
                                           "the file");
        free_input(input);
    }
}

static void test_no_notation_leads_to_this_machine_unasked(void **state) {
    (void)state;
    static const char *const addresses[][2] = {
        {"http://127.0.0.1:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://127.1:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://2130706433:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://0x7f.1:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://0177.0.0.01:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://%31%32%37.0.0.1:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1:PORT/text", "127.0.0.1, an address of this machine"},
        {"http://0:PORT/text", "0.0.0.0, an address of this machine"},
        {"http://[::ffff:127.0.0.1]:PORT/text", "::ffff:127.0.0.1, an address of this machine"},
        {"http://[::ffff:7f00:1]:PORT/text", "::ffff:127.0.0.1, an address of this machine"},
        {"http://10.0.0.1/", "10.0.0.1, an address of a private network"},
        {"http://192.168.1.1/", "192.168.1.1, an address of a private network"},
        {"http://169.254.169.254/latest/meta-data/", "169.254.169.254, an address of the local network link"},
        {"http://224.0.0.1/", "224.0.0.1, a multicast or broadcast address"},
    };
    hsy_fetch_settings guarded = usual;
    guarded.judge = hsy_address_judge;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        char sentence[200];
        (void)snprintf(sentence, sizeof sentence, "leads to %s; --allow-private lets it be read", addresses[i][1]);
        assert_fails_within(addresses[i][0], &guarded, HEARSAY_ERROR_INPUT, sentence);
    }
}

static void test_a_name_that_leads_to_this_machine_is_refused_as_well(void **state) {
    (void)state;
    static const char *const names[] = {"localhost",  "LOCALHOST",  "news.localhost", "[::1]",
                                        "localhost.", "127.0.0.1.", "127.1."};
    hsy_fetch_settings guarded = usual;
    guarded.judge = hsy_address_judge;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char address[100];
        (void)snprintf(address, sizeof address, "http://%s:PORT/text", names[i]);
        hsy_input *input = new_input(address);
        hearsay_error error = {.message = ""};
        const hearsay_status status = hsy_input_fetch_within(input, &guarded, &error);
        assert_int_equal(input->fetched.size, 0);
        /* Not every system looks up a name with a dot at its end, and not every one has IPv6. */
        if (status != HEARSAY_ERROR_IO) {
            assert_int_equal(status, HEARSAY_ERROR_INPUT);
            assert_non_null(strstr(error.message, ", an address of this machine; --allow-private lets it be read"));
        }
        assert_true(i > 2 || status == HEARSAY_ERROR_INPUT);
        free_input(input);
    }
}

/* As if 127.0.0.1 were a public address, and the others of this machine were not. */
static const char *judge_but_one(const struct sockaddr *address, socklen_t size) {
    char text[HSY_ADDRESS_TEXT_BYTES];
    hsy_address_print(address, size, text);
    return strcmp(text, "127.0.0.1") == 0 ? NULL : hsy_address_judge(address, size);
}

static void test_a_redirect_from_a_public_server_leads_to_no_private_one(void **state) {
    (void)state;
    hsy_fetch_settings guarded = usual;
    guarded.judge = judge_but_one;
    hsy_input *input = fetched_within("http://127.0.0.1:PORT/to?/text", &guarded);
    assert_buffer(&input->fetched, TEXT);
    free_input(input);
    assert_fails_within("http://127.0.0.1:PORT/to?http://127.0.0.2:PORT/text", &guarded, HEARSAY_ERROR_INPUT,
                        "leads to 127.0.0.2, an address of this machine; --allow-private lets it be read");
    assert_fails_within("http://127.0.0.1:PORT/to?http://169.254.169.254/latest/", &guarded, HEARSAY_ERROR_INPUT,
                        "leads to 169.254.169.254, an address of the local network link; --allow-private lets it be "
                        "read");
}

static void test_a_proxy_is_used_only_where_private_addresses_may_be(void **state) {
    (void)state;
    char proxy[40];
    (void)snprintf(proxy, sizeof proxy, "http://127.0.0.1:%s", server.port);
    assert_int_equal(setenv("http_proxy", proxy, 1), 0);
    hsy_fetch_settings guarded = usual;
    guarded.judge = hsy_address_judge;
    assert_fails_within("http://10.0.0.1/text", &guarded, HEARSAY_ERROR_INPUT,
                        "leads to 10.0.0.1, an address of a private network; --allow-private lets it be read");
    assert_fails_within("http://no-such-name.invalid/text", &guarded, HEARSAY_ERROR_IO,
                        "its name leads to no server, or there is no network; the environment's proxy is used with "
                        "--allow-private alone");
    assert_fetched("http://no-such-name.invalid/text", TEXT, "http://no-such-name.invalid/text", "utf-8");
    assert_int_equal(unsetenv("http_proxy"), 0);
}

/* --- What goes wrong
 * -------------------------------------------------------------------------------------------------------- */

static void test_an_answer_that_is_no_page_is_told_by_its_number(void **state) {
    (void)state;
    assert_fails("http://127.0.0.1:PORT/nowhere", HEARSAY_ERROR_IO, "the server answered 404 Not Found");
    assert_fails("http://127.0.0.1:PORT/status/500", HEARSAY_ERROR_IO,
                 "the server answered 500 Internal Server Error; try again later");
    assert_fails("http://127.0.0.1:PORT/status/599", HEARSAY_ERROR_IO, "the server answered 599; try again later");
    assert_fails(
        "http://127.0.0.1:PORT/status/403", HEARSAY_ERROR_IO,
        "the server answered 403 Forbidden; where a browser may see the page, save it there and read the file");
    assert_fails(
        "http://127.0.0.1:PORT/endless-refusal", HEARSAY_ERROR_IO,
        "the server answered 403 Forbidden; where a browser may see the page, save it there and read the file");
    assert_fails("http://127.0.0.1:PORT/status/204", HEARSAY_ERROR_IO, "the server answered 204 No Content");
    assert_fails("http://127.0.0.1:PORT/status/206", HEARSAY_ERROR_IO, "the server answered 206 Partial Content");
    assert_fails("http://127.0.0.1:PORT/status/304", HEARSAY_ERROR_IO, "the server answered 304 Not Modified");
    assert_fails("http://127.0.0.1:PORT/to?/nowhere", HEARSAY_ERROR_IO, "the server answered 404 Not Found");
}

static void test_a_part_of_a_page_is_not_taken_for_the_whole(void **state) {
    (void)state;
    static const char broken[] = "the connection broke before the whole page had come; try again";
    assert_fails("http://127.0.0.1:PORT/cut", HEARSAY_ERROR_IO, broken);
    assert_fails("http://127.0.0.1:PORT/cut-chunk", HEARSAY_ERROR_IO, broken);
    assert_fails("http://127.0.0.1:PORT/cut-between-chunks", HEARSAY_ERROR_IO, broken);
    assert_fails("http://127.0.0.1:PORT/cut-head", HEARSAY_ERROR_IO, broken);
    assert_fails("http://127.0.0.1:PORT/cut-gzip", HEARSAY_ERROR_IO, "its compressed bytes are cut off; try again");
    assert_fails("http://127.0.0.1:PORT/damaged-gzip", HEARSAY_ERROR_IO, "its compressed bytes are damaged");
    assert_fails("http://127.0.0.1:PORT/unknown-encoding", HEARSAY_ERROR_INPUT,
                 "its content coding \"rot13\" can't be read");
}

static void test_a_server_that_speaks_no_http_is_none(void **state) {
    (void)state;
    assert_fails("http://127.0.0.1:PORT/hang-up", HEARSAY_ERROR_IO,
                 "the server closed the connection without an answer; try again later");
    assert_fails("http://127.0.0.1:PORT/noise", HEARSAY_ERROR_IO, "what answers there does not speak HTTP");
    assert_fails("https://127.0.0.1:PORT/text", HEARSAY_ERROR_IO,
                 "no secure connection came about; the server may speak http alone");
}

static void test_a_server_that_is_not_there_is_told_apart_from_a_name_that_is_none(void **state) {
    (void)state;
    int closed = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    assert_int_equal(bind(closed, (const struct sockaddr *)&at, size), 0);
    assert_int_equal(getsockname(closed, (struct sockaddr *)&at, &size), 0);
    char address[60];
    (void)snprintf(address, sizeof address, "http://127.0.0.1:%d/", ntohs(at.sin_port));
    assert_fails(address, HEARSAY_ERROR_IO, "the server refuses the connection");
    close(closed);
    assert_fails("http://no-such-name.invalid/", HEARSAY_ERROR_IO,
                 "its name leads to no server, or there is no network");
}

static void test_a_page_has_a_largest_size(void **state) {
    (void)state;
    static const char larger[] = "is larger than 1000 bytes, which is the most that is fetched";
    hsy_fetch_settings small = usual;
    small.bytes = 1000;
    assert_fails_within("http://127.0.0.1:PORT/huge", &small, HEARSAY_ERROR_LIMIT, larger);
    assert_fails_within("http://127.0.0.1:PORT/endless", &small, HEARSAY_ERROR_LIMIT, larger);
    small.bytes = 64 << 10;
    assert_fails_within("http://127.0.0.1:PORT/bomb", &small, HEARSAY_ERROR_LIMIT,
                        "is larger than 65536 bytes, which is the most that is fetched");
    small.bytes = 1 << 20;
    free_input(fetched_within("http://127.0.0.1:PORT/bomb", &small));
    assert_fails_within("http://127.0.0.1:PORT/endless", &small, HEARSAY_ERROR_LIMIT,
                        "is larger than 1 MiB, which is the most that is fetched");
    small.bytes = strlen(TEXT);
    free_input(fetched_within("http://127.0.0.1:PORT/text", &small));
}

static double seconds_now(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void test_a_page_has_a_longest_time_in_all(void **state) {
    (void)state;
    static const char *const slow[] = {"drip", "drip-head", "silence", "slow-chain/1"};
    hsy_fetch_settings hasty = usual;
    hasty.milliseconds = 350;
    hasty.redirects = 100;
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        char address[60];
        (void)snprintf(address, sizeof address, "http://127.0.0.1:PORT/%s", slow[i]);
        const double start = seconds_now();
        assert_fails_within(address, &hasty, HEARSAY_ERROR_LIMIT, "the whole page did not come within 1 seconds");
        assert_in_range((unsigned)((seconds_now() - start) * 1000), 300, 3000);
    }
}

static void test_a_connection_has_a_longest_time_of_its_own(void **state) {
    (void)state;
    int deaf = socket(AF_INET, SOCK_STREAM, 0); /* it takes connections, and says nothing */
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    assert_int_equal(bind(deaf, (const struct sockaddr *)&at, size), 0);
    assert_int_equal(listen(deaf, 4), 0);
    assert_int_equal(getsockname(deaf, (struct sockaddr *)&at, &size), 0);
    char address[60];
    (void)snprintf(address, sizeof address, "https://127.0.0.1:%d/", ntohs(at.sin_port));
    hsy_fetch_settings hasty = usual;
    hasty.connect_milliseconds = 300;
    const double start = seconds_now();
    assert_fails_within(address, &hasty, HEARSAY_ERROR_IO, "no connection came about within 1 seconds");
    assert_in_range((unsigned)((seconds_now() - start) * 1000), 250, 3000);
    close(deaf);
}

static void test_a_head_without_end_is_no_page(void **state) {
    (void)state;
    static const char endless[] = "the head of the server's answer has no end";
    assert_fails("http://127.0.0.1:PORT/endless-head", HEARSAY_ERROR_LIMIT, endless);
    assert_fails("http://127.0.0.1:PORT/endless-line", HEARSAY_ERROR_LIMIT, endless);
}

/* --- Memory
 * ----------------------------------------------------------------------------------------------------------------------
 */

static void test_memory_that_is_refused_is_an_error_and_no_crash(void **state) {
    (void)state;
    hearsay_status status = HEARSAY_ERROR_MEMORY;
    for (size_t allowed = 0; allowed < 20 && status == HEARSAY_ERROR_MEMORY; allowed++) {
        hsy_input *input = new_input("http://b\xC3\xBC"
                                     "cher.localhost:PORT/to?/page");
        countdown count = {allowed};
        const hearsay_allocator allocator = {.resize = failing, .data = &count};
        input->allocator = allocator;
        hsy_buffer_init(&input->fetched, &allocator);
        hsy_buffer_init(&input->url, &allocator);
        hsy_buffer_init(&input->charset, &allocator);
        status = hsy_input_fetch_within(input, &usual, NULL);
        free_input(input);
        assert_true(allowed > 2 || status == HEARSAY_ERROR_MEMORY);
    }
    assert_int_equal(status, HEARSAY_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_comes_with_its_address_and_its_encoding),
        cmocka_unit_test(test_a_page_may_be_empty),
        cmocka_unit_test(test_a_page_may_come_compressed_or_in_chunks),
        cmocka_unit_test(test_a_page_of_http_1_0_ends_with_its_connection),
        cmocka_unit_test(test_a_request_says_what_is_read_and_nothing_else),
        cmocka_unit_test(test_an_address_loses_its_fragment_and_gets_its_letters_encoded),
        cmocka_unit_test(test_redirects_are_followed_to_the_page_and_its_address),
        cmocka_unit_test(test_redirects_are_followed_a_few_times_only),
        cmocka_unit_test(test_a_redirect_leads_to_the_web_alone),
        cmocka_unit_test(test_an_address_is_of_the_web_and_bears_no_password),
        cmocka_unit_test(test_no_notation_leads_to_this_machine_unasked),
        cmocka_unit_test(test_a_name_that_leads_to_this_machine_is_refused_as_well),
        cmocka_unit_test(test_a_redirect_from_a_public_server_leads_to_no_private_one),
        cmocka_unit_test(test_a_proxy_is_used_only_where_private_addresses_may_be),
        cmocka_unit_test(test_an_answer_that_is_no_page_is_told_by_its_number),
        cmocka_unit_test(test_a_part_of_a_page_is_not_taken_for_the_whole),
        cmocka_unit_test(test_a_server_that_speaks_no_http_is_none),
        cmocka_unit_test(test_a_server_that_is_not_there_is_told_apart_from_a_name_that_is_none),
        cmocka_unit_test(test_a_page_has_a_largest_size),
        cmocka_unit_test(test_a_page_has_a_longest_time_in_all),
        cmocka_unit_test(test_a_connection_has_a_longest_time_of_its_own),
        cmocka_unit_test(test_a_head_without_end_is_no_page),
        cmocka_unit_test(test_memory_that_is_refused_is_an_error_and_no_crash),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
