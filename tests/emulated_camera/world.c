/* The folder that says which cameras there are and what is wrong with them, and time. */
#include "emulated_camera.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct {
    const char *word;
    enum fault fault;
} faults[] = {
    {"busy-open", BUSY_OPEN},
    {"busy-format", BUSY_FORMAT},
    {"busy-stream", BUSY_STREAM},
    {"held", HELD},
    {"denied", DENIED},
    {"stalled", STALLED},
    {"hung", HUNG},
    {"hung-open", HUNG_OPEN},
    {"broken", BROKEN},
    {"broken-stop", BROKEN_STOP},
    {"half", HALF},
    {"empty", EMPTY},
    {"noise", NOISE},
};

const char *world(void) {
    const char *folder = getenv("EMULATED_CAMERAS");
    return folder ? folder : "/nonexistent";
}

static void path_of(char *path, size_t size, int number, const char *file) {
    snprintf(path, size, "%s/video%d/%s", world(), number, file);
}

bool plugged_in(int number) {
    char path[512];
    struct stat found;
    path_of(path, sizeof path, number, "name");
    return stat(path, &found) == 0;
}

/* A file's bytes, with a zero after the last; NULL where there is no such file. */
unsigned char *contents(int number, const char *file, size_t *size) {
    char path[512];
    struct stat found;
    *size = 0;
    path_of(path, sizeof path, number, file);
    int fd = REAL(open64)(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    unsigned char *bytes = fstat(fd, &found) == 0 ? calloc(1, found.st_size + 1) : NULL;
    ssize_t length = bytes ? read(fd, bytes, found.st_size) : 0;
    *size = length > 0 ? (size_t)length : 0;
    REAL(close)(fd);
    return bytes;
}

bool accepts_pictures(int number) {
    char path[512];
    struct stat found;
    path_of(path, sizeof path, number, "accepts");
    return stat(path, &found) == 0;
}

/* Puts a file there as a whole, in the place of the one before; false where that fails. */
bool keep(int number, const char *file, const void *bytes, size_t size) {
    char making[512], path[512];
    path_of(making, sizeof making, number, "making");
    path_of(path, sizeof path, number, file);
    int fd = REAL(open64)(making, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool whole = REAL(write)(fd, bytes, size) == (ssize_t)size;
    REAL(close)(fd);
    return whole && rename(making, path) == 0;
}

/* What is wrong with a camera now, and with which of its frames. */
enum fault fault_of(int number, unsigned *every) {
    size_t size;
    char word[32] = "";
    *every = 1;
    char *text = (char *)contents(number, "fault", &size);
    if (!text)
        return NONE;
    sscanf(text, "%31s %u", word, every);
    free(text);
    for (size_t i = 0; i < COUNT(faults); i++)
        if (strcmp(word, faults[i].word) == 0)
            return faults[i].fault;
    return NONE;
}

bool has_fault(int number, enum fault fault) {
    unsigned every;
    return fault_of(number, &every) == fault;
}

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

void rest(void) {
    struct timespec while_waiting = {0, 2000000};
    nanosleep(&while_waiting, NULL);
}
