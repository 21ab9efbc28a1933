/* Buffers and frames. Negative results are errors, as in a driver. */
#include "emulated_camera.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

void release_buffers(struct handle *handle) {
    if (handle->memory)
        munmap(handle->memory, handle->buffer_count * handle->buffer_size);
    free(handle->picture);
    handle->memory = handle->picture = NULL;
    handle->buffer_count = handle->queued = 0;
    handle->streaming = false;
    if (handle->camera->streamer == handle)
        handle->camera->streamer = NULL;
}

int request_buffers(struct handle *handle, struct v4l2_requestbuffers *asked) {
    struct camera *camera = handle->camera;
    if (asked->memory != V4L2_MEMORY_MMAP)
        return -EINVAL;
    if (handle->streaming || (camera->streamer && camera->streamer != handle))
        return -EBUSY;
    release_buffers(handle);
    if (asked->count > BUFFERS)
        asked->count = BUFFERS;
    asked->capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP;
    if (asked->count == 0)
        return 0;
    handle->buffer_size = buffer_size(camera);
    size_t size = asked->count * handle->buffer_size;
    if (ftruncate(handle->fd, size) != 0)
        return -errno;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, handle->fd, 0);
    if (memory == MAP_FAILED)
        return -errno;
    handle->memory = memory;
    handle->buffer_count = asked->count;
    camera->streamer = handle;
    return 0;
}

int tell_buffer(struct handle *handle, struct v4l2_buffer *told) {
    if (told->index >= handle->buffer_count)
        return -EINVAL;
    told->length = handle->buffer_size;
    told->m.offset = told->index * told->length;
    told->flags = 0;
    return 0;
}

int queue_buffer(struct handle *handle, struct v4l2_buffer *asked) {
    if (asked->index >= handle->buffer_count || handle->queued == BUFFERS)
        return -EINVAL;
    for (unsigned i = 0; i < handle->queued; i++)
        if (handle->queue[i] == asked->index)
            return -EINVAL;
    handle->queue[handle->queued++] = asked->index;
    asked->flags = V4L2_BUF_FLAG_QUEUED;
    return 0;
}

static double seconds_between_frames(struct camera *camera) {
    return (double)camera->interval.numerator / camera->interval.denominator;
}

int start_stream(struct handle *handle) {
    char name[64];
    struct mode *mode = mode_of(handle->camera);
    if (has_fault(handle->camera->number, BUSY_STREAM))
        return -EBUSY;
    if (handle->buffer_count == 0)
        return -EINVAL;
    snprintf(name, sizeof name, "%.4s-%ux%u", (char *)&mode->fourcc, mode->width, mode->height);
    free(handle->picture);
    handle->picture = contents(handle->camera->number, name, &handle->picture_size);
    handle->streaming = true;
    handle->sequence = 0;
    handle->due = now() + seconds_between_frames(handle->camera);
    return 0;
}

int stop_stream(struct handle *handle) {
    handle->streaming = false;
    handle->queued = 0;
    return has_fault(handle->camera->number, BROKEN_STOP) ? -EIO : 0;
}

/* Puts the picture, or junk, into a buffer; the number of bytes that count. */
static size_t fill(struct handle *handle, unsigned char *buffer, size_t capacity) {
    unsigned every;
    enum fault fault = fault_of(handle->camera->number, &every);
    size_t size = handle->picture_size < capacity ? handle->picture_size : capacity;
    bool junk = fault >= HALF && every > 0 && handle->sequence % every == 0;
    if (!junk) {
        memcpy(buffer, handle->picture, size);
        return size;
    }
    /* What an older frame left in the buffer would hide the fault. */
    memset(buffer, 0, capacity);
    if (fault == HALF)
        memcpy(buffer, handle->picture, size /= 2);
    for (size_t i = 0; fault == NOISE && i < size; i++)
        buffer[i] = rand() >> 8;
    return fault == EMPTY ? 0 : size;
}

int fetch_frame(struct handle *handle, struct v4l2_buffer *told) {
    struct timespec time;
    double step = seconds_between_frames(handle->camera);
    if (!handle->streaming)
        return -EINVAL;
    if (has_fault(handle->camera->number, BROKEN) || has_fault(handle->camera->number, BROKEN_STOP))
        return -EIO;
    if (handle->queued == 0 || now() < handle->due)
        return -EAGAIN;
    /* Frames for which the process came too late are lost, as with a real camera. */
    for (; handle->due <= now(); handle->due += step)
        handle->sequence++;
    unsigned index = handle->queue[0];
    memmove(handle->queue, handle->queue + 1, --handle->queued * sizeof *handle->queue);
    told->index = index;
    tell_buffer(handle, told);
    told->bytesused = fill(handle, handle->memory + told->m.offset, told->length);
    told->flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC | V4L2_BUF_FLAG_MAPPED;
    told->field = V4L2_FIELD_NONE;
    told->sequence = handle->sequence;
    clock_gettime(CLOCK_MONOTONIC, &time);
    told->timestamp.tv_sec = time.tv_sec;
    told->timestamp.tv_usec = time.tv_nsec / 1000;
    return 0;
}
