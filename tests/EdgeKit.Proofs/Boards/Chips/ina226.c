/*
 * An INA226 at 0x40 of a bus of its own, for a board that has no such chip: a character device of the kernel's CUSE whose registers
 * are a file. ina226 BUS FILE: makes /dev/i2c-BUS; the register n is the two bytes at 2n of FILE, high byte first, 0 where it ends.
 * Protocol: include/uapi/linux/fuse.h of the kernel. Registers: data sheet SBOS547, section 7.6.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { ADDRESS = 0x40, MASK_ENABLE = 0x06, CONVERSION_READY = 1 << 3, MOST_MESSAGES = 8, PAGE = 128 * 1024 };

static int kernel;
static int registers;
static uint8_t pointer;

static void reply(uint64_t unique, int error, const void *head, size_t head_size, const void *data, size_t size)
{
    struct fuse_out_header out = {.len = sizeof out + head_size + size, .error = error, .unique = unique};
    struct iovec parts[] = {{&out, sizeof out}, {(void *)head, head_size}, {(void *)data, size}};
    if (writev(kernel, parts, 3) < 0 && errno != ENOENT) { perror("reply"); exit(1); }
}

/* The arguments of an ioctl lie in the caller's memory: the kernel is told which parts to fetch, and asks again with them. */
static void fetch(uint64_t unique, const struct fuse_ioctl_iovec *in, int ins, const struct fuse_ioctl_iovec *out, int outs)
{
    struct fuse_ioctl_out again = {.flags = FUSE_IOCTL_RETRY, .in_iovs = ins, .out_iovs = outs};
    struct fuse_ioctl_iovec all[2 * MOST_MESSAGES + 2];
    memcpy(all, in, ins * sizeof *in);
    memcpy(all + ins, out, outs * sizeof *out);
    reply(unique, 0, &again, sizeof again, all, (ins + outs) * sizeof *all);
}

static void finish(uint64_t unique, int result, const void *data, size_t size)
{
    struct fuse_ioctl_out done = {.result = result};
    reply(unique, 0, &done, sizeof done, data, size);
}

static void take(const uint8_t *bytes, size_t size)
{
    if (size > 0) pointer = bytes[0];
    if (size == 3 && pwrite(registers, bytes + 1, 2, 2 * pointer) != 2) perror("registers");
}

static void give(uint8_t *bytes, size_t size)
{
    memset(bytes, 0, size);
    if (pread(registers, bytes, size < 2 ? size : 2, 2 * pointer) < 0) perror("registers");
    if (pointer == MASK_ENABLE && size > 1) bytes[1] |= CONVERSION_READY;
}

static void transfer(uint64_t unique, const struct fuse_ioctl_in *in, const uint8_t *data)
{
    struct fuse_ioctl_iovec ins[MOST_MESSAGES + 2] = {{in->arg, sizeof(struct i2c_rdwr_ioctl_data)}}, outs[MOST_MESSAGES];
    const struct i2c_rdwr_ioctl_data *call = (const void *)data;
    if (in->in_size < sizeof *call) { fetch(unique, ins, 1, outs, 0); return; }

    uint32_t count = call->nmsgs;
    if (count == 0 || count > MOST_MESSAGES) { reply(unique, -EINVAL, NULL, 0, NULL, 0); return; }
    size_t known = sizeof *call + count * sizeof(struct i2c_msg);
    ins[1] = (struct fuse_ioctl_iovec){(uintptr_t)call->msgs, count * sizeof(struct i2c_msg)};
    if (in->in_size < known) { fetch(unique, ins, 2, outs, 0); return; }

    const struct i2c_msg *messages = (const void *)(data + sizeof *call);
    size_t written = 0, read = 0;
    int writes = 0, reads = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct fuse_ioctl_iovec part = {(uintptr_t)messages[i].buf, messages[i].len};
        if (messages[i].flags & I2C_M_RD) { outs[reads++] = part; read += part.len; }
        else { ins[2 + writes++] = part; written += part.len; }
    }
    if (in->in_size != known + written || in->out_size != read) { fetch(unique, ins, 2 + writes, outs, reads); return; }

    static uint8_t answer[PAGE];
    const uint8_t *from = data + known;
    uint8_t *to = answer;
    for (uint32_t i = 0; i < count; i++) {
        if (messages[i].addr != ADDRESS) { reply(unique, -ENXIO, NULL, 0, NULL, 0); return; }
        if (messages[i].flags & I2C_M_RD) { give(to, messages[i].len); to += messages[i].len; }
        else { take(from, messages[i].len); from += messages[i].len; }
    }
    finish(unique, (int)count, answer, read);
}

static void control(uint64_t unique, const struct fuse_ioctl_in *in, const uint8_t *data)
{
    unsigned long functions = I2C_FUNC_I2C;
    struct fuse_ioctl_iovec out = {in->arg, sizeof functions};
    switch (in->cmd) {
        case I2C_FUNCS:
            if (in->out_size == 0) fetch(unique, NULL, 0, &out, 1);
            else finish(unique, 0, &functions, sizeof functions);
            break;
        case I2C_RDWR: transfer(unique, in, data); break;
        case I2C_SLAVE: case I2C_TIMEOUT: case I2C_RETRIES: finish(unique, 0, NULL, 0); break;
        default: reply(unique, -ENOTTY, NULL, 0, NULL, 0);
    }
}

static void begin(uint64_t unique, const struct cuse_init_in *in, const char *bus)
{
    struct cuse_init_out out = {.major = in->major, .minor = in->minor, .flags = CUSE_UNRESTRICTED_IOCTL, .max_read = 4096, .max_write = 4096};
    char name[64];
    int size = snprintf(name, sizeof name, "DEVNAME=i2c-%s", bus) + 1;
    reply(unique, 0, &out, sizeof out, name, size);
}

int main(int count, char **words)
{
    static _Alignas(8) uint8_t request[PAGE + 4096];
    if (count != 3) { fprintf(stderr, "ina226 BUS FILE\n"); return 2; }
    kernel = open("/dev/cuse", O_RDWR);
    registers = open(words[2], O_RDWR | O_CREAT, 0600);
    if (kernel < 0 || registers < 0) { perror("ina226"); return 1; }
    for (;;) {
        ssize_t size = read(kernel, request, sizeof request);
        if (size < 0 && (errno == EINTR || errno == ENOENT)) continue;
        if (size <= 0) { perror("/dev/cuse"); return 1; }
        const struct fuse_in_header *head = (const void *)request;
        const uint8_t *body = request + sizeof *head;
        switch (head->opcode) {
            case CUSE_INIT: begin(head->unique, (const void *)body, words[1]); break;
            case FUSE_OPEN: reply(head->unique, 0, &(struct fuse_open_out){0}, sizeof(struct fuse_open_out), NULL, 0); break;
            case FUSE_RELEASE: reply(head->unique, 0, NULL, 0, NULL, 0); break;
            case FUSE_IOCTL: control(head->unique, (const void *)body, body + sizeof(struct fuse_ioctl_in)); break;
            case FUSE_INTERRUPT: break;
            default: reply(head->unique, -ENOSYS, NULL, 0, NULL, 0);
        }
    }
}
