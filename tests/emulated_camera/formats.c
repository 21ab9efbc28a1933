/* What a camera offers, and what is set. Negative results are errors, as in a driver. */
#include "emulated_camera.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void read_intervals(struct mode *mode, char *text) {
    char *rest_of_line = NULL;
    for (char *word = strtok_r(text, " ", &rest_of_line); word; word = strtok_r(NULL, " ", &rest_of_line)) {
        struct v4l2_fract *interval = &mode->intervals[mode->interval_count];
        if (mode->interval_count < INTERVALS && sscanf(word, "%u/%u", &interval->numerator, &interval->denominator) == 2)
            mode->interval_count++;
    }
}

void read_modes(struct camera *camera) {
    size_t size;
    char *text = (char *)contents(camera->number, "formats", &size);
    char *rest_of_text = NULL;
    for (char *line = text ? strtok_r(text, "\n", &rest_of_text) : NULL; line; line = strtok_r(NULL, "\n", &rest_of_text)) {
        struct mode *mode = &camera->modes[camera->mode_count];
        char coding[5];
        int end = 0;
        if (camera->mode_count == MODES || sscanf(line, "%4s %u %u%n", coding, &mode->width, &mode->height, &end) != 3)
            continue;
        mode->fourcc = v4l2_fourcc(coding[0], coding[1], coding[2], coding[3]);
        read_intervals(mode, line + end);
        camera->mode_count++;
    }
    free(text);
    camera->interval = camera->modes[0].intervals[0];
}

struct mode *mode_of(struct camera *camera) {
    return &camera->modes[camera->mode];
}

size_t buffer_size(struct camera *camera) {
    size_t pixels = (size_t)mode_of(camera)->width * mode_of(camera)->height;
    size_t bytes = mode_of(camera)->fourcc == V4L2_PIX_FMT_NV12 ? pixels * 3 / 2 : pixels * 2;
    size_t page = sysconf(_SC_PAGESIZE);
    return (bytes + page - 1) / page * page;
}

static bool is_first_of_its_coding(struct camera *camera, unsigned mode) {
    for (unsigned i = 0; i < mode; i++)
        if (camera->modes[i].fourcc == camera->modes[mode].fourcc)
            return false;
    return true;
}

int list_codings(struct camera *camera, struct v4l2_fmtdesc *told) {
    unsigned left = told->index;
    for (unsigned i = 0; i < camera->mode_count; i++) {
        if (!is_first_of_its_coding(camera, i) || left-- > 0)
            continue;
        told->pixelformat = camera->modes[i].fourcc;
        told->flags = told->pixelformat == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0;
        snprintf((char *)told->description, sizeof told->description, "%.4s", (char *)&told->pixelformat);
        return 0;
    }
    return -EINVAL;
}

int list_sizes(struct camera *camera, struct v4l2_frmsizeenum *told) {
    unsigned left = told->index;
    for (unsigned i = 0; i < camera->mode_count; i++) {
        if (camera->modes[i].fourcc != told->pixel_format || left-- > 0)
            continue;
        told->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        told->discrete.width = camera->modes[i].width;
        told->discrete.height = camera->modes[i].height;
        return 0;
    }
    return -EINVAL;
}

static struct mode *find_mode(struct camera *camera, __u32 fourcc, unsigned width, unsigned height) {
    for (unsigned i = 0; i < camera->mode_count; i++) {
        struct mode *mode = &camera->modes[i];
        if (mode->fourcc == fourcc && mode->width == width && mode->height == height)
            return mode;
    }
    return NULL;
}

int list_intervals(struct camera *camera, struct v4l2_frmivalenum *told) {
    struct mode *mode = find_mode(camera, told->pixel_format, told->width, told->height);
    if (!mode || told->index >= mode->interval_count)
        return -EINVAL;
    told->type = V4L2_FRMIVAL_TYPE_DISCRETE;
    told->discrete = mode->intervals[told->index];
    return 0;
}

/* The offered interval that is nearest to the one asked for. */
static void set_interval(struct camera *camera, struct v4l2_fract asked) {
    struct mode *mode = mode_of(camera);
    double least = 1e9, wanted = asked.denominator ? (double)asked.numerator / asked.denominator : 0;
    for (unsigned i = 0; i < mode->interval_count; i++) {
        double offered = (double)mode->intervals[i].numerator / mode->intervals[i].denominator;
        double difference = offered > wanted ? offered - wanted : wanted - offered;
        if (difference < least) {
            least = difference;
            camera->interval = mode->intervals[i];
        }
    }
}

int tell_format(struct camera *camera, struct v4l2_format *told) {
    struct mode *mode = mode_of(camera);
    memset(&told->fmt.pix, 0, sizeof told->fmt.pix);
    told->fmt.pix.width = mode->width;
    told->fmt.pix.height = mode->height;
    told->fmt.pix.pixelformat = mode->fourcc;
    told->fmt.pix.field = V4L2_FIELD_NONE;
    told->fmt.pix.sizeimage = buffer_size(camera);
    told->fmt.pix.colorspace = V4L2_COLORSPACE_SRGB;
    return 0;
}

/* Drivers adjust instead of refusing: another size where there is not the one asked for, another coding where there is none. */
static struct mode *nearest_mode(struct camera *camera, const struct v4l2_pix_format *asked) {
    struct mode *mode = find_mode(camera, asked->pixelformat, asked->width, asked->height);
    for (unsigned i = 0; !mode && i < camera->mode_count; i++)
        if (camera->modes[i].fourcc == asked->pixelformat)
            mode = &camera->modes[i];
    return mode ? mode : camera->modes;
}

int set_format(struct camera *camera, struct v4l2_format *asked) {
    if (camera->streamer || has_fault(camera->number, BUSY_FORMAT))
        return -EBUSY;
    camera->mode = nearest_mode(camera, &asked->fmt.pix) - camera->modes;
    set_interval(camera, camera->interval);
    tell_format(camera, asked);
    return 0;
}

int set_rate(struct camera *camera, struct v4l2_streamparm *asked, bool only_tell) {
    if (!only_tell && camera->streamer)
        return -EBUSY;
    if (!only_tell)
        set_interval(camera, asked->parm.capture.timeperframe);
    memset(&asked->parm, 0, sizeof asked->parm);
    asked->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
    asked->parm.capture.timeperframe = camera->interval;
    asked->parm.capture.readbuffers = BUFFERS;
    return 0;
}
