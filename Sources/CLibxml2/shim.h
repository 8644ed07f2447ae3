#ifndef COLOC_CLIBXML2_SHIM_H
#define COLOC_CLIBXML2_SHIM_H

// libxml2 would pull in the system's ICU headers, which clash with those of Foundation in any file that sees both.
// Only a struct that nobody here uses depends on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>

// xmlFree is a variable that holds a function, which Swift 6 does not let anyone read without a lock.
static inline void coloc_xml_free(xmlChar *text) { xmlFree(text); }

#endif
