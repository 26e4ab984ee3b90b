/*
 * A path of its own length between two network namespaces of its own: `relay <round trip in microseconds>`.
 *
 * Joins them by two TUN devices and hands each packet on after half of the round trip: in order, none lost, none changed.
 * At both ends TCP is the kernel's, so handshakes and slow start are those of a path of this length.
 *
 * Tells the descriptors of the near and of the far namespace, which are entered through /proc/<pid>/fd, and ends with its
 * standard input. The namespaces have no names: they go when nobody is in them any more, whatever ended the relay.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define LONGEST_PACKET 65536
/* A large body leaves in one burst; what finds no place here would count as lost. */
#define QUEUED_PACKETS 20000

struct packet {
  struct packet *next;
  int64_t due_ns;
  ssize_t length;
  unsigned char bytes[];
};

struct end {
  int namespace;
  int device;
};

/* One of the two directions: what came in at one device and is on its way to the other. */
struct direction {
  int from, to;
  struct packet *first, *last;
};

static void check(int result, const char *doing) {
  if (result >= 0) return;
  perror(doing);
  exit(1);
}

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void set(const char *setting, const char *value) {
  int file = open(setting, O_WRONLY);
  check(file, setting);
  check(write(file, value, strlen(value)), setting);
  close(file);
}

static struct ifreq interface(const char *name) {
  struct ifreq asked = {0};
  strncpy(asked.ifr_name, name, IFNAMSIZ - 1);
  return asked;
}

static void bring_up(int socket, const char *name) {
  struct ifreq asked = interface(name);
  asked.ifr_flags = IFF_UP | IFF_RUNNING;
  check(ioctl(socket, SIOCSIFFLAGS, &asked), "bring an interface up");
}

static struct sockaddr address(const char *words) {
  union {
    struct sockaddr_in in;
    struct sockaddr any;
  } made = {.in = {.sin_family = AF_INET}};
  inet_pton(AF_INET, words, &made.in.sin_addr);
  return made.any;
}

/* A namespace with a device that has this address. The process stays in it. */
static struct end make_end(const char *words) {
  struct end end;
  check(unshare(CLONE_NEWNET), "make a network namespace");
  end.namespace = open("/proc/self/ns/net", O_RDONLY);
  check(end.namespace, "hold the namespace");

  end.device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  check(end.device, "open /dev/net/tun");
  struct ifreq asked = interface("path");
  asked.ifr_flags = IFF_TUN | IFF_NO_PI;
  check(ioctl(end.device, TUNSETIFF, &asked), "make a TUN device");

  int any = socket(AF_INET, SOCK_DGRAM, 0);
  check(any, "open a socket");
  asked = interface("path");
  asked.ifr_addr = address(words);
  check(ioctl(any, SIOCSIFADDR, &asked), "set the address");
  asked.ifr_netmask = address("255.255.255.0");
  check(ioctl(any, SIOCSIFNETMASK, &asked), "set the network");
  asked.ifr_qlen = QUEUED_PACKETS;
  check(ioctl(any, SIOCSIFTXQLEN, &asked), "set the queue's length");
  bring_up(any, "path");
  bring_up(any, "lo");
  close(any);

  /* There on every machine, and its slow start is everybody's. */
  set("/proc/sys/net/ipv4/tcp_congestion_control", "reno");
  /* Each connection finds a path that is new to it. */
  set("/proc/sys/net/ipv4/tcp_no_metrics_save", "1");
  return end;
}

static void take_in(struct direction *way, int64_t delay_ns) {
  static unsigned char bytes[LONGEST_PACKET];
  for (;;) {
    ssize_t length = read(way->from, bytes, sizeof bytes);
    if (length <= 0) return;
    struct packet *packet = malloc(sizeof *packet + (size_t)length);
    if (packet == NULL) check(-1, "keep a packet");
    *packet = (struct packet){.due_ns = now_ns() + delay_ns, .length = length};
    memcpy(packet->bytes, bytes, (size_t)length);
    if (way->last) way->last->next = packet;
    else way->first = packet;
    way->last = packet;
  }
}

/* Returns when the next packet is due. */
static int64_t hand_on(struct direction *way) {
  while (way->first && way->first->due_ns <= now_ns()) {
    struct packet *packet = way->first;
    if (write(way->to, packet->bytes, (size_t)packet->length) < 0 && errno == EAGAIN) break;
    way->first = packet->next;
    if (way->first == NULL) way->last = NULL;
    free(packet);
  }
  return way->first ? way->first->due_ns : INT64_MAX;
}

static void wait_until(int64_t due_ns, struct pollfd *files, nfds_t count) {
  int64_t left_ns = due_ns - now_ns();
  if (left_ns < 0) left_ns = 0;
  struct timespec left = {.tv_sec = left_ns / 1000000000LL, .tv_nsec = left_ns % 1000000000LL};
  ppoll(files, count, due_ns == INT64_MAX ? NULL : &left, NULL);
}

int main(int count, char **words) {
  if (count != 2) {
    fprintf(stderr, "relay <round trip in microseconds>\n");
    return 2;
  }
  int64_t delay_ns = atoll(words[1]) * 1000 / 2;
  struct end near = make_end("10.0.0.1");
  struct end far = make_end("10.0.0.2");
  struct direction ways[] = {
    {.from = near.device, .to = far.device},
    {.from = far.device, .to = near.device},
  };
  /* A packet is not to wait for its turn behind the programs that are measured. */
  struct sched_param before_all = {.sched_priority = 10};
  sched_setscheduler(0, SCHED_FIFO, &before_all);
  printf("%d %d\n", near.namespace, far.namespace);
  fflush(stdout);

  struct pollfd files[] = {
    {.fd = near.device, .events = POLLIN},
    {.fd = far.device, .events = POLLIN},
    {.fd = STDIN_FILENO, .events = POLLIN},
  };
  while (!files[2].revents) {
    for (int at = 0; at < 2; at++) take_in(&ways[at], delay_ns);
    int64_t there = hand_on(&ways[0]), back = hand_on(&ways[1]);
    wait_until(there < back ? there : back, files, 3);
  }
  return 0;
}
