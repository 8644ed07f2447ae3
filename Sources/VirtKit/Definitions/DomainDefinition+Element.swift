extension DomainDefinition {
  /// The definition as an XML element.
  public func element() -> XMLElement {
    XMLElement("domain", ["type": type.rawValue]) {
      XMLElement("name", text: name)
      XMLElement("uuid", text: uuid.libvirtText)
      title.map { XMLElement("title", text: $0) }
      description.map { XMLElement("description", text: $0) }
      if !metadata.isEmpty { XMLElement("metadata") { metadata } }
      XMLElement("memory", ["unit": "b"], text: String(memory))
      XMLElement("vcpu", ["placement": "static"], text: String(vcpus))
      cpuShares.map { shares in XMLElement("cputune") { XMLElement("shares", text: String(shares)) } }
      os
      XMLElement("features") {
        // Without ACPI there is no power button, and no shutdown.
        XMLElement("acpi")
        XMLElement("apic")
      }
      cpu.map { XMLElement("cpu", ["mode": $0.rawValue]) }
      clock
      lifecycle
      devices
    }
  }

  private var os: XMLElement {
    XMLElement("os", ["firmware": firmware == .uefi(loader: nil) ? "efi" : nil]) {
      XMLElement("type", ["arch": architecture, "machine": machine], text: "hvm")
      if case .uefi(let loader) = firmware {
        if let loader {
          XMLElement("loader", ["readonly": "yes", "type": "pflash"], text: loader)
        } else {
          // libvirt chooses the loader. Secure boot would refuse a guest that is not signed, and needs SMM.
          XMLElement("firmware") { XMLElement("feature", ["enabled": "no", "name": "secure-boot"]) }
        }
        if let nvram { XMLElement("nvram", text: nvram) }
      }
      // Order stands with each disk where there are several; libvirt allows only one of the two ways.
      XMLElement("boot", ["dev": "hd"])
    }
  }

  /// The timers virt-install has used for Linux guests for years: lost ticks are caught up, HPET costs much and gives nothing.
  private var clock: XMLElement {
    XMLElement("clock", ["offset": "utc"]) {
      XMLElement("timer", ["name": "rtc", "tickpolicy": "catchup"])
      XMLElement("timer", ["name": "pit", "tickpolicy": "delay"])
      XMLElement("timer", ["name": "hpet", "present": "no"])
    }
  }

  @XMLBuilder private var lifecycle: [XMLElement] {
    XMLElement("on_poweroff", text: "destroy")
    XMLElement("on_reboot", text: "restart")
    // A restart would hide the fault, and may repeat it for ever: a crashed machine stays off until somebody looks.
    XMLElement("on_crash", text: "destroy")
    XMLElement("pm") {
      XMLElement("suspend-to-mem", ["enabled": "no"])
      XMLElement("suspend-to-disk", ["enabled": "no"])
    }
  }

  private var devices: XMLElement {
    XMLElement("devices") {
      disks.map { $0.element() }
      XMLElement("controller", ["type": "usb", "model": "none"])
      interfaces.map { $0.element() }
      console.elements()
      if hasAgentChannel {
        XMLElement("channel", ["type": "unix"]) {
          XMLElement("target", ["type": "virtio", "name": "org.qemu.guest_agent.0"])
        }
      }
      XMLElement("memballoon", ["model": "virtio"])
      XMLElement("rng", ["model": "virtio"]) {
        XMLElement("backend", ["model": "random"], text: "/dev/urandom")
      }
    }
  }
}
