/* Pictures that are written into a camera. Negative results are errors, as in a driver. */
#include "emulated_camera.h"

#include <errno.h>
#include <stdio.h>

/* As v4l2loopback: any size goes, and somebody who watches already holds it to what there is. */
int set_written_format(struct camera *camera, struct v4l2_format *asked) {
    if (has_fault(camera->number, BUSY_FORMAT))
        return -EBUSY;
    if (has_fault(camera->number, HELD))
        asked->fmt.pix.pixelformat = V4L2_PIX_FMT_NV12;
    camera->written = asked->fmt.pix;
    return 0;
}

int tell_written_format(struct camera *camera, struct v4l2_format *told) {
    told->fmt.pix = camera->written;
    return 0;
}

int take_picture(struct handle *handle, const void *bytes, size_t size) {
    char name[64];
    struct v4l2_pix_format *format = &handle->camera->written;
    if (is_gone(handle))
        return -ENODEV;
    if (has_fault(handle->camera->number, BROKEN))
        return -EIO;
    if (size != (size_t)format->width * format->height * 2)
        return -EINVAL;
    snprintf(name, sizeof name, "%.4s-%ux%u", (char *)&format->pixelformat, format->width, format->height);
    return keep(handle->camera->number, name, bytes, size) ? (int)size : -EIO;
}
