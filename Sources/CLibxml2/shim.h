#ifndef COLOC_CLIBXML2_SHIM_H
#define COLOC_CLIBXML2_SHIM_H

#include <libxml/parser.h>
#include <libxml/tree.h>

// xmlFree is a variable that holds a function, which Swift 6 does not let anyone read without a lock.
static inline void coloc_xml_free(xmlChar *text) { xmlFree(text); }

#endif
