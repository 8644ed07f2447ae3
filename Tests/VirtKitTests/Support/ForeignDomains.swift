/// What other tools define, as libvirt 9.0 gave it back; controllers and addresses that nobody reads are left out.
enum ForeignDomains {
  /// virt-install --import --graphics none, with --osinfo debian11.
  static let plain = """
    <domain type='qemu'>
      <name>old-web</name>
      <uuid>cfdeaffe-58ce-482d-ae0d-447de85c5ae1</uuid>
      <metadata>
        <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
          <libosinfo:os id="http://debian.org/debian/11"/>
        </libosinfo:libosinfo>
      </metadata>
      <memory unit='KiB'>393216</memory>
      <currentMemory unit='KiB'>393216</currentMemory>
      <vcpu placement='static'>2</vcpu>
      <os>
        <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
        <boot dev='hd'/>
      </os>
      <cpu mode='custom' match='exact' check='none'>
        <model fallback='forbid'>qemu64</model>
      </cpu>
      <devices>
        <emulator>/usr/bin/qemu-system-x86_64</emulator>
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/>
          <source file='/var/lib/libvirt/images/old-web.qcow2'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <interface type='network'>
          <mac address='52:54:00:c3:7d:0e'/>
          <source network='default'/>
          <model type='virtio'/>
        </interface>
        <serial type='pty'>
          <target type='isa-serial' port='0'>
            <model name='isa-serial'/>
          </target>
        </serial>
        <console type='pty'>
          <target type='serial' port='0'/>
        </console>
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        <rng model='virtio'>
          <backend model='random'>/dev/urandom</backend>
        </rng>
      </devices>
    </domain>
    """

  /// virt-manager's choices for a desktop: a display, a CD drive, UEFI, its own metadata beside libosinfo's.
  static let desktop = """
    <domain type='kvm' id='4'>
      <name>desk</name>
      <uuid>7e922960-997a-4b39-85d3-0b3beb7a4eea</uuid>
      <metadata>
        <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
          <libosinfo:os id="http://debian.org/debian/12"/>
        </libosinfo:libosinfo>
        <other:vm xmlns:other="http://other.example/1" id="7"/>
      </metadata>
      <memory unit='KiB'>4194304</memory>
      <currentMemory unit='KiB'>2097152</currentMemory>
      <vcpu placement='static' current='2'>4</vcpu>
      <os firmware='efi'>
        <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
        <loader readonly='yes' secure='no' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>
        <nvram template='/usr/share/OVMF/OVMF_VARS_4M.fd'>/var/lib/libvirt/qemu/nvram/desk_VARS.fd</nvram>
      </os>
      <cpu mode='host-passthrough' check='none' migratable='on'/>
      <devices>
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2' discard='unmap'/>
          <source file='/var/lib/libvirt/images/desk.snap1' index='3'/>
          <backingStore type='file' index='1'>
            <format type='qcow2'/>
            <source file='/var/lib/libvirt/images/desk.qcow2'/>
            <backingStore/>
          </backingStore>
          <target dev='vda' bus='virtio'/>
        </disk>
        <disk type='file' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <target dev='sda' bus='sata'/>
          <readonly/>
        </disk>
        <interface type='bridge'>
          <mac address='52:54:00:48:47:cd'/>
          <source bridge='br0'/>
          <target dev='vnet3'/>
          <model type='virtio'/>
        </interface>
        <serial type='pty'>
          <source path='/dev/pts/5'/>
          <target type='isa-serial' port='0'/>
        </serial>
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0' state='disconnected'/>
        </channel>
        <graphics type='spice' port='5900' autoport='yes' listen='127.0.0.1'/>
        <video>
          <model type='virtio' heads='1' primary='yes'/>
        </video>
        <rng model='virtio'>
          <backend model='random'>/dev/urandom</backend>
        </rng>
      </devices>
    </domain>
    """

  /// Of long ago: i440fx, a raw disk on IDE, a Realtek card without a filter, a volume and a disk across the network.
  static let ancient = """
    <domain type='kvm'>
      <name>pc</name>
      <uuid>e620e380-ff96-46b7-9a9e-73eae0ca729e</uuid>
      <memory unit='KiB'>65536</memory>
      <vcpu>1</vcpu>
      <os>
        <type arch='x86_64' machine='pc'>hvm</type>
      </os>
      <devices>
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/var/lib/libvirt/images/pc.img'/>
          <target dev='hda' bus='ide'/>
          <address type='drive' controller='0' bus='0' target='0' unit='0'/>
        </disk>
        <disk type='volume' device='disk'>
          <driver name='qemu' type='raw'/>
          <source pool='lvm' volume='pc-data'/>
          <target dev='hdb' bus='ide'/>
        </disk>
        <disk type='network' device='disk'>
          <driver name='qemu' type='raw'/>
          <source protocol='rbd' name='rbd/pc-mail'>
            <host name='ceph.example' port='6789'/>
          </source>
          <target dev='sda' bus='scsi'/>
        </disk>
        <interface type='network'>
          <mac address='52:54:00:A6:CD:8F'/>
          <source network='default'/>
          <model type='rtl8139'/>
        </interface>
        <graphics type='vnc' port='-1' autoport='yes'/>
        <graphics type='sdl'/>
      </devices>
    </domain>
    """
}
