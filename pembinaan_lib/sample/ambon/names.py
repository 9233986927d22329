"""Which given and family names are common around Ambon? Combined at random they belong to nobody."""

from __future__ import annotations

from pembinaan_lib.sample.names import Names

_MEN = """Abdul Abraham Ade Adrian Agus Ahmad Albert Alex Ali Andre Anton Arnold Benny Billy Buce Charles Christian
Daniel David Dominggus Edi Eddy Elia Fadli Ferdinand Ferry Frans Freddy Gerrit Glenn Hamid Hasan Hendrik Herman Husein
Ibrahim Idris Izaac Jacob Jefry Johanis John Jusuf Karel La Leonard Lukas Marthen Max Melkianus Mochtar Muhammad
Nataniel Nikolas Obeth Paulus Petrus Pieter Rahman Ridwan Robby Roni Rudolf Said Saleh Salmon Samuel Semuel Simon
Soleman Stevanus Sulaiman Thomas Usman Victor Wa Wahyu Wellem Yani Yohanis Yunus Yusuf Zeth""".split()
_WOMEN = """Ade Agustina Aisyah Ana Anita Anneke Astuti Barbara Bertha Christina Debora Dessy Dewi Dina Dolfina
Elisabeth Elsye Endang Ernawati Esther Eva Fatima Febby Fransina Grace Halimah Hanna Helena Henny Ida Irma Jacoba
Jeane Josefina Juliana Katarina Lea Linda Lisbeth Ludia Magdalena Mardiana Maria Marlen Martha Maryam Meiske Merry
Meyti Naomi Nelly Ningsih Nona Nur Nurhayati Olivia Orpa Paulina Petronela Rachel Rahma Ratna Regina Rina Rosina Ruth
Salma Samsia Sarah Selfi Siti Sophia Susana Tirsa Veronika Wa Welmina Wilhelmina Yakoba Yohana Yuliana Zainab""".split()
_MIDDLE = """Albertus Anugerah Bahtiar Cornelis Djafar Eka Elias Hidayat Julius Kasim Ketty Lewis Maulana Novita
Oktovina Pratama Putra Putri Rein Setia Surya Thelma Umar Yulius""".split()
_FAMILY = """Alfons Amahoru Assagaff Attamimi Batmomolin Bakarbessy Fadirubun Ferdinandus Hatala Hehanussa Hukom Huwae
Kailola Kakisina Kaya Keliobas Kilbaren Laisina Lating Latuconsina Latuheru Latuihamallo Latumahina Latupeirissa
Latupono Latuperissa Lawalata Leatemia Lekatompessy Lesnussa Lessy Lopulalan Louhenapessy Luhukay Lewerissa Makatita
Malawau Manuhutu Manuputty Marasabessy Matulessy Mual Nahumarury Nanlohy Nikijuluw Ohorella Pattiasina Pattimura
Pattinama Pattipeilohy Pattiselanno Payapo Pelupessy Persulessy Pesiwarissa Polpoke Rehatta Renyaan Rumahlatu Rumakat
Rumbia Sahetapy Salampessy Salhuteru Samallo Sangadji Sapulette Siahaya Siwabessy Sopacua Soplanit Soumokil Tahalele
Tahapary Talakua Tamaela Tanamal Tehuayo Tomasoa Tuanakotta Tuasikal Tuhumury Tuhuteru Tupamahu Umasugi Usemahu
Uneputty Wael Wattimena Waas Wenno""".split()
NAMES = Names(tuple(_MEN), tuple(_WOMEN), tuple(_MIDDLE), tuple(_FAMILY))
