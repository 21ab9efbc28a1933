/* The parts of the emulated cameras; emulated_camera.c says what they do. */
#ifndef EMULATED_CAMERA_H
#define EMULATED_CAMERA_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CAMERAS = 16, HANDLES = 8, MODES = 16, INTERVALS = 8, BUFFERS = 8 };

/* The C library's own function of this name. */
#define REAL(name)                                                                                                             \
    ({                                                                                                                         \
        static __typeof__(&name) found;                                                                                        \
        if (!found)                                                                                                            \
            found = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                                                \
        found;                                                                                                                 \
    })

enum fault {
    NONE,
    BUSY_OPEN,   /* EBUSY when it is opened */
    BUSY_FORMAT, /* EBUSY when a format is set */
    BUSY_STREAM, /* EBUSY when the stream is started */
    HELD,        /* whoever writes into it has to use NV12 */
    DENIED,      /* EACCES when it is opened */
    STALLED,     /* no frames: waiting for one goes on until the fault is over */
    HUNG,        /* fetching a frame does not come back until the fault is over */
    HUNG_OPEN,   /* opening does not come back until the fault is over */
    BROKEN,      /* EIO when a frame is fetched */
    BROKEN_STOP, /* EIO when a frame is fetched and when the stream is stopped */
    HALF,        /* junk: only the first half of the bytes is there */
    EMPTY,       /* junk: a frame of no bytes */
    NOISE,       /* junk: random bytes */
};

/* One coding and size that a camera offers. */
struct mode {
    __u32 fourcc;
    unsigned width, height;
    struct v4l2_fract intervals[INTERVALS];
    unsigned interval_count;
};

/* A camera while it is plugged in. The format outlives a handle, as in the kernel. */
struct camera {
    bool known;
    int number;
    struct mode modes[MODES];
    unsigned mode_count;
    unsigned mode;
    struct v4l2_fract interval;
    struct handle *streamer;
    /* What is written into it, where anything may be. */
    struct v4l2_pix_format written;
};

/* A descriptor of a camera. It is a memory file that holds the buffers, so that mapping them needs no help. */
struct handle {
    bool used;
    int fd;
    struct camera *camera;
    /* Once unplugged, a handle stays dead, whatever is plugged in later. */
    bool gone;
    unsigned buffer_count;
    size_t buffer_size;
    unsigned queue[BUFFERS], queued;
    bool streaming;
    double due;
    __u32 sequence;
    unsigned char *memory, *picture;
    size_t picture_size;
};

/* world.c: the folder that a test changes, and time. */
const char *world(void);
bool plugged_in(int number);
bool accepts_pictures(int number);
bool keep(int number, const char *file, const void *bytes, size_t size);
unsigned char *contents(int number, const char *file, size_t *size);
enum fault fault_of(int number, unsigned *every);
bool has_fault(int number, enum fault fault);
double now(void);
void rest(void);

/* formats.c: what a camera offers, and what is set. */
void read_modes(struct camera *camera);
struct mode *mode_of(struct camera *camera);
size_t buffer_size(struct camera *camera);
int list_codings(struct camera *camera, struct v4l2_fmtdesc *told);
int list_sizes(struct camera *camera, struct v4l2_frmsizeenum *told);
int list_intervals(struct camera *camera, struct v4l2_frmivalenum *told);
int tell_format(struct camera *camera, struct v4l2_format *told);
int set_format(struct camera *camera, struct v4l2_format *asked);
int set_rate(struct camera *camera, struct v4l2_streamparm *asked, bool only_tell);

/* stream.c: buffers and frames. */
void release_buffers(struct handle *handle);
int request_buffers(struct handle *handle, struct v4l2_requestbuffers *asked);
int tell_buffer(struct handle *handle, struct v4l2_buffer *told);
int queue_buffer(struct handle *handle, struct v4l2_buffer *asked);
int start_stream(struct handle *handle);
int stop_stream(struct handle *handle);
int fetch_frame(struct handle *handle, struct v4l2_buffer *told);

/* output.c: pictures that are written into a camera. */
int set_written_format(struct camera *camera, struct v4l2_format *asked);
int tell_written_format(struct camera *camera, struct v4l2_format *told);
int take_picture(struct handle *handle, const void *bytes, size_t size);

/* device.c: cameras and their descriptors. */
int open_camera(int number);
void close_camera(struct handle *handle);
bool is_gone(struct handle *handle);
struct handle *handle_of(int fd);
int ask_camera(struct handle *handle, unsigned long request, void *argument);
int wait_for_camera(struct handle *handle, struct pollfd *asked, int timeout);

#endif
