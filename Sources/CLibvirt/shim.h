#ifndef COLOC_CLIBVIRT_SHIM_H
#define COLOC_CLIBVIRT_SHIM_H

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#endif
