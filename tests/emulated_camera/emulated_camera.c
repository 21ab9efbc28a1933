/*
 * Cameras for a machine that has none: a library to be preloaded into one process, which then finds Video4Linux capture
 * devices that answer as the kernel's do. The whole way from the device node to the picture is real, except for the kernel.
 *
 * The folder named by $EMULATED_CAMERAS is the world outside the process. A test changes it while the process runs:
 *
 *   videoN/               the camera /dev/videoN; take the folder away, and it is unplugged
 *   videoN/name, index    what /sys/class/video4linux/videoN/ says
 *   videoN/formats        what it offers, one line each: MJPG 1280 720 1/30 1001/30000
 *                         (coding, width, height, seconds from one frame to the next);
 *                         the first of all is in force at first. Without this file the node gives no pictures.
 *   videoN/MJPG-1280x720  the bytes of its picture in that format
 *   videoN/accepts        other programs may write pictures into it, as into one of v4l2loopback; the newest comes to lie where
 *                         the picture of its format does (YUYV-1280x720)
 *   videoN/fault          what is wrong with it, if anything: one of the words in world.c. For junk, a number may follow:
 *                         only each frame with that number is junk ("noise 3": every third).
 *
 * What the process does to other files and devices is passed on untouched. Real cameras are hidden from it.
 */
#include "emulated_camera.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Everything else stays inside, lest other libraries find it by its name. */
#define REPLACES_THE_C_LIBRARY __attribute__((visibility("default")))

static int with_errno(int result) {
    if (result >= 0)
        return result;
    errno = -result;
    return -1;
}

/* The number in "/dev/video7"; -1 for other paths. */
static int camera_number(const char *path) {
    int number, end = 0;
    bool named = path && sscanf(path, "/dev/video%d%n", &number, &end) == 1 && path[end] == 0;
    return named ? number : -1;
}

/* Where the file of a camera under /sys really is; other paths stay what they are. */
static const char *redirected(const char *path, char *space, size_t size) {
    const char *system = "/sys/class/video4linux/";
    if (!path || strncmp(path, system, strlen(system)) != 0)
        return path;
    snprintf(space, size, "%s/%s", world(), path + strlen(system));
    return space;
}

#define OPEN(name)                                                                                                             \
    REPLACES_THE_C_LIBRARY int name(const char *path, int flags, ...) {                                                        \
        char space[512];                                                                                                       \
        va_list more;                                                                                                          \
        va_start(more, flags);                                                                                                 \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;                                              \
        va_end(more);                                                                                                          \
        int number = camera_number(path);                                                                                      \
        return number >= 0 ? with_errno(open_camera(number)) : REAL(name)(redirected(path, space, sizeof space), flags, mode); \
    }
OPEN(open)
OPEN(open64)

/* A listing of /dev shows the cameras and nothing else. */
REPLACES_THE_C_LIBRARY DIR *opendir(const char *path) {
    bool devices = strcmp(path, "/dev") == 0 || strcmp(path, "/dev/") == 0;
    return REAL(opendir)(devices ? world() : path);
}

REPLACES_THE_C_LIBRARY int close(int fd) {
    struct handle *handle = handle_of(fd);
    if (handle)
        close_camera(handle);
    return REAL(close)(fd);
}

REPLACES_THE_C_LIBRARY int poll(struct pollfd *asked, nfds_t count, int timeout) {
    struct handle *handle = count == 1 ? handle_of(asked->fd) : NULL;
    return handle ? wait_for_camera(handle, asked, timeout) : REAL(poll)(asked, count, timeout);
}

REPLACES_THE_C_LIBRARY int ioctl(int fd, unsigned long request, ...) {
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    struct handle *handle = handle_of(fd);
    return handle ? with_errno(ask_camera(handle, request, argument)) : REAL(ioctl)(fd, request, argument);
}

REPLACES_THE_C_LIBRARY ssize_t write(int fd, const void *bytes, size_t size) {
    struct handle *handle = handle_of(fd);
    return handle ? with_errno(take_picture(handle, bytes, size)) : REAL(write)(fd, bytes, size);
}

/* Some libraries call the kernel by number. */
REPLACES_THE_C_LIBRARY long syscall(long number, ...) {
    long arguments[6];
    va_list more;
    va_start(more, number);
    for (size_t i = 0; i < COUNT(arguments); i++)
        arguments[i] = va_arg(more, long);
    va_end(more);
    struct handle *handle = number == SYS_ioctl ? handle_of((int)arguments[0]) : NULL;
    if (handle)
        return with_errno(ask_camera(handle, arguments[1], (void *)arguments[2]));
    return REAL(syscall)(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}
