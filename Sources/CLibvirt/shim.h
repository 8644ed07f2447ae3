#ifndef COLOC_CLIBVIRT_SHIM_H
#define COLOC_CLIBVIRT_SHIM_H

#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>

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

#endif
