/* Cameras and their descriptors. */
#include "emulated_camera.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static struct camera cameras[CAMERAS];
static struct handle handles[HANDLES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The camera of a number; NULL where none is plugged in. */
static struct camera *camera_of(int number) {
    if (number < 0 || number >= CAMERAS || !plugged_in(number))
        return NULL;
    struct camera *camera = &cameras[number];
    if (!camera->known) {
        *camera = (struct camera){.known = true, .number = number};
        read_modes(camera);
    }
    return camera;
}

struct handle *handle_of(int fd) {
    struct handle *found = NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < HANDLES && fd >= 0; i++)
        if (handles[i].used && handles[i].fd == fd)
            found = &handles[i];
    pthread_mutex_unlock(&lock);
    return found;
}

bool is_gone(struct handle *handle) {
    if (!handle->gone && !plugged_in(handle->camera->number)) {
        handle->gone = true;
        handle->camera->known = false;
    }
    return handle->gone;
}

static int new_handle(struct camera *camera) {
    for (int i = 0; i < HANDLES; i++) {
        if (handles[i].used)
            continue;
        int fd = memfd_create("emulated camera", MFD_CLOEXEC);
        handles[i] = (struct handle){.used = fd >= 0, .fd = fd, .camera = camera};
        return fd < 0 ? -errno : fd;
    }
    return -EMFILE;
}

/* The new descriptor, or a negative error. */
int open_camera(int number) {
    while (has_fault(number, HUNG_OPEN))
        rest();
    if (has_fault(number, DENIED))
        return -EACCES;
    if (has_fault(number, BUSY_OPEN))
        return -EBUSY;
    pthread_mutex_lock(&lock);
    struct camera *camera = camera_of(number);
    int fd = camera ? new_handle(camera) : -ENOENT;
    pthread_mutex_unlock(&lock);
    return fd;
}

void close_camera(struct handle *handle) {
    pthread_mutex_lock(&lock);
    release_buffers(handle);
    handle->used = false;
    pthread_mutex_unlock(&lock);
}

static int tell_capabilities(struct handle *handle, struct v4l2_capability *told) {
    bool pictures = handle->camera->mode_count > 0;
    size_t size;
    char *name = (char *)contents(handle->camera->number, "name", &size);
    memset(told, 0, sizeof *told);
    strcpy((char *)told->driver, "emulated");
    snprintf((char *)told->card, sizeof told->card, "%.30s", name ? name : "");
    snprintf((char *)told->bus_info, sizeof told->bus_info, "platform:emulated-%d", handle->camera->number);
    told->version = 0x060100;
    bool accepts = accepts_pictures(handle->camera->number);
    told->device_caps = V4L2_CAP_STREAMING | (pictures ? V4L2_CAP_VIDEO_CAPTURE : accepts ? 0 : V4L2_CAP_META_CAPTURE);
    told->device_caps |= accepts ? V4L2_CAP_VIDEO_OUTPUT | V4L2_CAP_READWRITE : 0;
    told->capabilities = told->device_caps | V4L2_CAP_DEVICE_CAPS;
    free(name);
    return 0;
}

static bool is_about_writing(struct handle *handle, unsigned long request, const void *argument) {
    return (request == VIDIOC_S_FMT || request == VIDIOC_G_FMT) && *(const __u32 *)argument == V4L2_BUF_TYPE_VIDEO_OUTPUT
        && accepts_pictures(handle->camera->number);
}

/* Which kind of buffer a request is about; metadata nodes and others have none that this camera knows. */
static bool is_about_pictures(struct handle *handle, unsigned long request, const void *argument) {
    if (is_about_writing(handle, request, argument))
        return true;
    switch (request) {
    case VIDIOC_ENUM_FMT:
        return handle->camera->mode_count > 0 && ((const struct v4l2_fmtdesc *)argument)->type == V4L2_BUF_TYPE_VIDEO_CAPTURE;
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM:
        return handle->camera->mode_count > 0 && *(const __u32 *)argument == V4L2_BUF_TYPE_VIDEO_CAPTURE;
    default:
        return true;
    }
}

static int answer(struct handle *handle, unsigned long request, void *argument) {
    struct camera *camera = handle->camera;
    if (is_gone(handle))
        return -ENODEV;
    if (!is_about_pictures(handle, request, argument))
        return -EINVAL;
    switch (request) {
    case VIDIOC_QUERYCAP:
        return tell_capabilities(handle, argument);
    case VIDIOC_ENUM_FMT:
        return list_codings(camera, argument);
    case VIDIOC_ENUM_FRAMESIZES:
        return list_sizes(camera, argument);
    case VIDIOC_ENUM_FRAMEINTERVALS:
        return list_intervals(camera, argument);
    case VIDIOC_G_FMT:
        return is_about_writing(handle, request, argument) ? tell_written_format(camera, argument) : tell_format(camera, argument);
    case VIDIOC_S_FMT:
        return is_about_writing(handle, request, argument) ? set_written_format(camera, argument) : set_format(camera, argument);
    case VIDIOC_G_PARM:
        return set_rate(camera, argument, true);
    case VIDIOC_S_PARM:
        return set_rate(camera, argument, false);
    case VIDIOC_REQBUFS:
        return request_buffers(handle, argument);
    case VIDIOC_QUERYBUF:
        return tell_buffer(handle, argument);
    case VIDIOC_QBUF:
        return queue_buffer(handle, argument);
    case VIDIOC_STREAMON:
        return start_stream(handle);
    case VIDIOC_STREAMOFF:
        return stop_stream(handle);
    case VIDIOC_DQBUF:
        return fetch_frame(handle, argument);
    default:
        return -ENOTTY;
    }
}

int ask_camera(struct handle *handle, unsigned long request, void *argument) {
    /* Callers pass the request sign-extended or not. */
    request &= 0xffffffffUL;
    while (request == VIDIOC_DQBUF && has_fault(handle->camera->number, HUNG))
        rest();
    pthread_mutex_lock(&lock);
    int result = answer(handle, request, argument);
    pthread_mutex_unlock(&lock);
    return result;
}

static short readiness(struct handle *handle) {
    if (is_gone(handle))
        return POLLERR | POLLHUP;
    if (!handle->streaming)
        return POLLERR;
    if (handle->queued == 0 || has_fault(handle->camera->number, STALLED))
        return 0;
    return now() >= handle->due ? POLLIN | POLLRDNORM : 0;
}

int wait_for_camera(struct handle *handle, struct pollfd *asked, int timeout) {
    double end = now() + timeout / 1e3;
    for (;;) {
        pthread_mutex_lock(&lock);
        asked->revents = readiness(handle) & (asked->events | POLLERR | POLLHUP);
        pthread_mutex_unlock(&lock);
        if (asked->revents)
            return 1;
        if (timeout >= 0 && now() >= end)
            return 0;
        rest();
    }
}
