#ifndef COLOC_CLIBVIRT_SHIM_H
#define COLOC_CLIBVIRT_SHIM_H

#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>
#include <stdint.h>
#include <sys/types.h>

// libvirt registers every kind of event through one function and a cast of the callback, which only C can write.
static inline int coloc_register_lifecycle(virConnectPtr connection, virConnectDomainEventCallback callback,
                                           void *opaque, virFreeCallback release) {
  return virConnectDomainEventRegisterAny(connection, (virDomainPtr)(void *)0, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                          VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int coloc_register_agent_lifecycle(virConnectPtr connection,
                                                 virConnectDomainEventAgentLifecycleCallback callback,
                                                 void *opaque, virFreeCallback release) {
  return virConnectDomainEventRegisterAny(connection, (virDomainPtr)(void *)0, VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE,
                                          VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int coloc_register_job_completed(virConnectPtr connection,
                                               virConnectDomainEventJobCompletedCallback callback, void *opaque,
                                               virFreeCallback release) {
  return virConnectDomainEventRegisterAny(connection, (virDomainPtr)(void *)0, VIR_DOMAIN_EVENT_ID_JOB_COMPLETED,
                                          VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

// unistd.h declares it only to programs that ask for GNU's extensions; here for the file below a volume of this machine.
extern ssize_t copy_file_range(int, __off64_t *, int, __off64_t *, size_t, unsigned int);

// copy_file_range(2) from one file to the same place of another, which may be shared with it from then on.
static inline ssize_t coloc_copy_range(int from, int to, int64_t offset, size_t count) {
  __off64_t source = offset, target = offset;
  return copy_file_range(from, &source, to, &target, count, 0);
}

#endif
